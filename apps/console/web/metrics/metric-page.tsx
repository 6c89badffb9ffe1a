import { useQuery } from '@tanstack/react-query'
import type { MetricResult } from '../../src/contract/metrics.ts'
import { describeOthers, typeLabel } from '../../src/format/metric.ts'
import { addTest, printTest } from '../../src/query-language/print-where.ts'
import { ApiError } from '../api/client.ts'
import { metricQuery } from '../api/metrics.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { Link } from '../routing/link.tsx'
import { withQuery } from '../routing/location.ts'
import { useSearch } from '../routing/search-params.ts'
import { RunFilter } from '../runs/run-filter.tsx'
import { isDefaultRange } from '../time/url-time.ts'
import { ServiceField } from '../traces/service-field.tsx'
import { TimeRangeField } from '../traces/time-range-field.tsx'
import { WhereField } from '../traces/where-field.tsx'
import { Combobox, matching } from '../ui/combobox.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { Select } from '../ui/select.tsx'
import textCss from '../ui/text.module.css'
import { ExemplarTable } from './exemplar-table.tsx'
import { MetricCharts } from './metric-charts.tsx'
import { MetricHeatmapSection } from './metric-heatmap-section.tsx'
import { METRIC_PARAMS, readMetricQuery, readPointSearch } from './metric-search.ts'
import { isDistribution } from './metric-series.ts'
import { MetricTable } from './metric-table.tsx'
import css from './metrics.module.css'

const HEATMAP_ROWS = 32
const RESOURCE_KEYS = ['service', 'service.instance.id', 'service.version']
/** Measures of the chart of measurements; the first is the default. */
function measuresOf({ type }: MetricResult, by: string) {
  const shared = [
    { value: 'mean', label: 'Mean' },
    { value: 'rate', label: 'Rate' },
  ]
  if (type === 'summary') return [{ value: '', label: 'Quantiles' }, ...shared]
  return [
    { value: '', label: by === '' ? 'Percentiles' : 'P95' },
    { value: 'p50', label: 'P50' },
    { value: 'p99', label: 'P99' },
    ...shared,
  ]
}

/** One metric over time. */
export function MetricPage({ name }: { readonly name: string }) {
  const { location, search, set, href } = useSearch(METRIC_PARAMS)
  const {
    data: result,
    error,
    isPending,
  } = useQuery(
    metricQuery({
      ...readMetricQuery(name, location),
      fit: isDefaultRange(search),
      heatmapRows: HEATMAP_ROWS,
    }),
  )
  const { by = '', measure = '', where } = search
  const isFiltered = ['service', 'run', 'where', 'since', 'start', 'end'].some((key) =>
    location.query.has(key),
  )
  const others = result && describeOthers(result)
  const cleared = { service: undefined, run: undefined, where: undefined, since: undefined }
  return (
    <PageLayout title={name} heading={<span className={css.name}>{name}</span>}>
      <div className={css.facts}>
        <Link
          href={withQuery(
            { ...location, path: '/metrics' },
            { by: undefined, measure: undefined, type: undefined },
          )}
        >
          All metrics
        </Link>
        {result !== undefined && (
          <span className={textCss.muted}>
            {[typeLabel(result.type), result.unit && `unit ${result.unit}`, result.description]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )}
      </div>
      <FilterBar
        clearHref={isFiltered ? href({ ...cleared, start: undefined, end: undefined }) : undefined}
        expression={
          <>
            <RunFilter location={location} />
            <WhereField
              value={where ?? ''}
              placeholder={'e.g. http.route = "/api/activities/home"'}
              onCommit={(value) => set({ where: value })}
            />
          </>
        }
      >
        <ServiceField value={search.service} onChoose={(service) => set({ service })} />
        <TimeRangeField search={readPointSearch(location)} bounded onChange={set} />
        <Combobox
          label="Group by"
          value={by}
          placeholder="e.g. http.route"
          useOptions={matching([...(result?.attributes ?? []), ...RESOURCE_KEYS])}
          onCommit={(value) => set({ by: value })}
        />
        {result !== undefined && isDistribution(result) && (
          <Select
            label="Measure"
            value={measure}
            options={measuresOf(result, by)}
            onChoose={(value) => set({ measure: value })}
          />
        )}
      </FilterBar>
      {error !== null && (
        <MetricError
          error={error}
          where={where}
          widerHref={href({ since: '7d', start: undefined, end: undefined })}
        />
      )}
      {isPending && error === null && <Loading what="metric" />}
      {result !== undefined && error === null && (
        <>
          {others !== undefined && <p className={textCss.muted}>{others}.</p>}
          <MetricCharts result={result} by={by} measure={measure} onZoom={set} />
          <MetricTable
            result={result}
            by={by}
            onFilter={(value, isExcluded) =>
              set({ where: addTest(where, printTest(by, value, isExcluded)) })
            }
          />
          <MetricHeatmapSection result={result} onZoom={set} />
          <ExemplarTable result={result} by={by} />
        </>
      )}
    </PageLayout>
  )
}

function MetricError({
  error,
  where,
  widerHref,
}: {
  readonly error: Error
  readonly where: string | undefined
  readonly widerHref: string
}) {
  if (!(error instanceof ApiError) || error.status !== 404)
    return <ErrorNotice error={error} expression={where} />
  return (
    <EmptyState title="No data points">
      <p>
        {error.message}. <Link href={widerHref}>Show the last 7 days</Link>
      </p>
    </EmptyState>
  )
}
