import { usePrefetchQuery } from '@tanstack/react-query'
import { ErrorNotice } from '../components/error-notice.tsx'
import { EstimateNote, SourceNote } from '../components/estimate-note.tsx'
import { ServiceMark } from '../components/service-mark.tsx'
import { writeMeasure } from '../query/measure.ts'
import { Link } from '../routing/link.tsx'
import { navigate, withQuery } from '../routing/location.ts'
import { useSearch } from '../routing/search-params.ts'
import type { StepRange } from '../time/time-steps.ts'
import { TIME_PARAMS, withTime } from '../time/url-time.ts'
import { zoomInto } from '../time/zoom.ts'
import { TimeRangeField } from '../traces/time-range-field.tsx'
import { Chart } from '../ui/chart.tsx'
import { serviceColor } from '../ui/colors.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { DeliveryCounters } from './delivery-counters.tsx'
import { NewestErrors } from './newest-errors.tsx'
import { Panel } from './panel.tsx'
import { ConditionNote } from './service-condition-note.tsx'
import css from './service-page.module.css'
import { operationFiguresQuery, SlowestOperations } from './slowest-operations.tsx'
import { useServices } from './use-services.ts'

const PAGES = ['traces', 'logs', 'errors', 'metrics', 'findings', 'runs', 'query'] as const

/** One service: its charts, slowest operations, newest errors and delivery counters. */
export function ServicePage({ name }: { readonly name: string }) {
  const { search, set } = useSearch(TIME_PARAMS)
  const time = withTime(search)
  const { services, map, error, isPending } = useServices(time)
  // Its table appears with the figures of the service.
  usePrefetchQuery(operationFiguresQuery(name, time))
  const health = services.find((service) => service.name === name)
  const overview = health?.overview
  const color = serviceColor(name)
  const linkTo = (page: (typeof PAGES)[number]) => {
    const query = new URLSearchParams({ service: name, ...time })
    if (page === 'traces' && overview?.signals.spans === 0) query.set('spans', 'missing')
    return `/${page}?${query}`
  }
  const zoom = (range: StepRange) => {
    if (map === undefined) return
    const traces = { path: '/traces', query: new URLSearchParams({ service: name }) }
    navigate(withQuery(traces, zoomInto(map, range)))
  }
  return (
    <PageLayout
      title={name}
      heading={<ServiceMark service={name} />}
      actions={<TimeRangeField search={time} bounded onChange={set} />}
    >
      <nav aria-label="Data of the service" className={css.links}>
        {PAGES.map((page) => (
          <Link key={page} href={linkTo(page)}>
            {page.charAt(0).toUpperCase() + page.slice(1)}
          </Link>
        ))}
      </nav>
      {error !== null && <ErrorNotice error={error} />}
      {isPending && error === null && <Loading what="service" />}
      {map !== undefined && health === undefined && (
        <EmptyState title="No data from this service">
          <p>
            See <Link href="/">all services</Link>.
          </p>
        </EmptyState>
      )}
      {map !== undefined && health !== undefined && (
        <>
          {health.condition !== undefined && (
            <ConditionNote service={name} condition={health.condition} steps={map} />
          )}
          {overview !== undefined && overview.requests.count > 0 && (
            <div className={css.charts}>
              <Panel title="Requests">
                <Chart
                  steps={map}
                  label={`Requests of ${name}`}
                  integer
                  format={(value) => value.toLocaleString('en')}
                  series={[
                    { name: 'requests', kind: 'bars', color, values: overview.requestCounts },
                    { name: 'failed', kind: 'bars', failed: true, values: overview.errorCounts },
                  ]}
                  onZoom={zoom}
                />
              </Panel>
              <Panel title="P95 latency">
                <Chart
                  steps={map}
                  label={`P95 of ${name}`}
                  format={(value) => writeMeasure('p95', value)}
                  series={[{ name: 'P95', kind: 'line', color, values: health.p95s }]}
                  onZoom={zoom}
                />
              </Panel>
            </div>
          )}
          {overview !== undefined && (
            <>
              <EstimateNote figures={[overview.requests]} />
              <SourceNote services={[overview]} />
            </>
          )}
          <div className={css.columns}>
            <Panel title="Slowest operations">
              <SlowestOperations service={name} time={time} />
            </Panel>
            <Panel title="Newest errors">
              <NewestErrors service={name} time={time} />
            </Panel>
          </div>
          <Panel title="Delivery">
            <DeliveryCounters ledger={health.ledger} />
          </Panel>
        </>
      )}
    </PageLayout>
  )
}
