import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { MetricSummary } from '../../src/contract/metrics.ts'
import { METRIC_TYPES } from '../../src/format/metric.ts'
import { metricsQuery } from '../api/metrics.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { FirstSteps } from '../components/first-steps.tsx'
import { countText, ListStatus } from '../components/list-status.tsx'
import { useListKeys } from '../keyboard/use-list-keys.ts'
import { Link } from '../routing/link.tsx'
import { type SearchOf, useSearch } from '../routing/search-params.ts'
import { RunFilter } from '../runs/run-filter.tsx'
import { TimeRangeField } from '../traces/time-range-field.tsx'
import { WhereField } from '../traces/where-field.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { TextField } from '../ui/field.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { choices, Select } from '../ui/select.tsx'
import { MetricList } from './metric-list.tsx'
import { LIST_PARAMS, readPointSearch } from './metric-search.ts'

const MAX_SHOWN = 300

/** The metrics of all services in a time range. */
export function MetricsPage() {
  const { location, search, set, href } = useSearch(LIST_PARAMS)
  // Service, type, unit and name are filtered here, so that their options stay complete.
  const { service: _service, ...points } = readPointSearch(location)
  const { data, error, isPending } = useQuery(metricsQuery(points))
  const all = data?.metrics ?? []
  const metrics = all.filter((metric) => matches(metric, search))
  const list = useRef<HTMLDivElement>(null)
  useListKeys(list)
  const isFiltered = Object.keys(LIST_PARAMS).some((name) => location.query.has(name))
  const cleared = Object.fromEntries(Object.keys(LIST_PARAMS).map((name) => [name, undefined]))

  return (
    <PageLayout title="Metrics" hideHeading>
      <FilterBar
        clearHref={isFiltered ? href(cleared) : undefined}
        expression={
          <>
            <RunFilter location={location} />
            <WhereField
              value={search.where ?? ''}
              placeholder={'e.g. http.route = "/api/activities/home"'}
              onCommit={(where) => set({ where })}
            />
          </>
        }
      >
        <TextField
          label="Search"
          value={search.q ?? ''}
          placeholder="Name, description"
          maxLength={256}
          onCommit={(q) => set({ q })}
        />
        <Select
          label="Service"
          value={search.service ?? ''}
          options={choices('All services', named(all, 'service'), search.service)}
          onChoose={(service) => set({ service })}
        />
        <Select
          label="Type"
          value={search.type ?? ''}
          options={[{ value: '', label: 'Any' }, ...METRIC_TYPES]}
          onChoose={(type) => set({ type })}
        />
        <Select
          label="Unit"
          value={search.unit ?? ''}
          options={choices('Any', named(all, 'unit'), search.unit)}
          onChoose={(unit) => set({ unit })}
        />
        <TimeRangeField search={readPointSearch(location)} bounded onChange={set} />
      </FilterBar>
      {error !== null && <ErrorNotice error={error} expression={search.where} />}
      {isPending && error === null && <Loading what="metrics" />}
      {data !== undefined && metrics.length > 0 && (
        <>
          <ListStatus
            text={
              metrics.length > MAX_SHOWN
                ? `${MAX_SHOWN} of ${countText(metrics.length, 'metric')}`
                : countText(metrics.length, 'metric')
            }
          />
          <div ref={list}>
            <MetricList metrics={metrics.slice(0, MAX_SHOWN)} location={location} />
          </div>
        </>
      )}
      {data !== undefined && error === null && metrics.length === 0 && (
        <NoMetrics filtered={all.length > 0 || isFiltered} />
      )}
    </PageLayout>
  )
}

function matches(metric: MetricSummary, { q, service, type, unit }: SearchOf<typeof LIST_PARAMS>) {
  const text = `${metric.name} ${metric.description}`.toLowerCase()
  return (
    (q === undefined || text.includes(q.toLowerCase())) &&
    (service === undefined || metric.service === service) &&
    (type === undefined || metric.type === type) &&
    (unit === undefined || metric.unit === unit)
  )
}

function named(metrics: readonly MetricSummary[], key: 'service' | 'unit') {
  const values = new Set(metrics.map((metric) => metric[key]).filter((value) => value !== ''))
  return [...values].sort().map((name) => ({ name }))
}

function NoMetrics({ filtered }: { readonly filtered: boolean }) {
  if (filtered)
    return (
      <EmptyState title="No matching metrics">
        <p>
          Remove a filter, choose a longer time range, or{' '}
          <Link href="/metrics">show all metrics of the last hour</Link>.
        </p>
      </EmptyState>
    )
  return (
    <EmptyState title="No metrics in the last hour">
      <p>
        Services send metrics every <code>OTEL_METRIC_EXPORT_INTERVAL</code> milliseconds.
      </p>
      <FirstSteps />
    </EmptyState>
  )
}
