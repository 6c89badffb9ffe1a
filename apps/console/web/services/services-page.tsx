import { useRef } from 'react'
import { ErrorNotice } from '../components/error-notice.tsx'
import { EstimateNote, SourceNote } from '../components/estimate-note.tsx'
import { FirstSteps } from '../components/first-steps.tsx'
import { useListKeys } from '../keyboard/use-list-keys.ts'
import { oneOf, useSearch } from '../routing/search-params.ts'
import { formatStep } from '../time/time-steps.ts'
import { TIME_PARAMS, withTime } from '../time/url-time.ts'
import { TimeRangeField } from '../traces/time-range-field.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { Table } from '../ui/table.tsx'
import textCss from '../ui/text.module.css'
import { NewestErrors } from './newest-errors.tsx'
import { Panel } from './panel.tsx'
import { type ServiceSort, SORTS, sortServices } from './service-health.ts'
import css from './service-page.module.css'
import { ServiceRow } from './service-row.tsx'
import { SlowestRequests } from './slowest-requests.tsx'
import { TopFindings } from './top-findings.tsx'
import { useServiceFindings } from './use-service-findings.ts'
import { useServices } from './use-services.ts'

/** All services with rate, errors and latency. */
export function ServicesPage() {
  const { search, set } = useSearch({ ...TIME_PARAMS, sort: oneOf(...SORTS) })
  const { sort, ...range } = search
  const time = withTime(range)
  const { services, summaries, map, error, isPending } = useServices(time)
  const list = useRef<HTMLDivElement>(null)
  useListKeys(list)
  const findings = useServiceFindings(time, map !== undefined)
  const sortable = (title: string, by: ServiceSort, numeric = true) => ({
    title,
    numeric,
    order:
      sort !== by
        ? ('none' as const)
        : by === 'name'
          ? ('ascending' as const)
          : ('descending' as const),
    onSort: () => set({ sort: by }, { replace: true }),
  })

  return (
    <PageLayout title="Services" actions={<TimeRangeField search={time} bounded onChange={set} />}>
      {error !== null && <ErrorNotice error={error} />}
      {isPending && error === null && <Loading what="services" />}
      {map !== undefined && services.length === 0 && (
        <EmptyState title="No data received yet">
          <FirstSteps />
        </EmptyState>
      )}
      {map !== undefined && services.length > 0 && (
        <div ref={list} className={css.overview}>
          <Table
            label="Services"
            columns={[
              sortable('Service', 'name', false),
              sortable('Requests/min', 'rate'),
              sortable('Errors', 'errors'),
              sortable('P50', 'p50'),
              sortable('P95', 'p95'),
              { title: 'Rate trend' },
              { title: 'Error trend' },
              { title: 'P95 trend' },
              { title: 'Findings', numeric: true },
              { title: 'Delivery' },
              { title: 'Metrics' },
              { title: 'Last deployment' },
            ]}
          >
            {sortServices(services, sort).map((service) => (
              <ServiceRow
                key={service.name}
                health={service}
                steps={map}
                findings={findings.get(service.name)}
                time={time}
                summary={summaries.find(({ name }) => name === service.name)}
              />
            ))}
          </Table>
          <EstimateNote figures={map.services.map(({ requests }) => requests)} />
          <SourceNote services={map.services} />
          <p className={textCss.muted}>
            {`Rates and trends from ${formatStep(map, 0)} to ${formatStep(map, map.stepCount)}.`}
          </p>
          <div className={css.columns}>
            <Panel title="Slowest requests">
              <SlowestRequests time={time} />
            </Panel>
            <Panel title="Newest errors">
              <NewestErrors time={time} />
            </Panel>
            <Panel title="Findings">
              <TopFindings time={time} />
            </Panel>
          </div>
        </div>
      )}
    </PageLayout>
  )
}
