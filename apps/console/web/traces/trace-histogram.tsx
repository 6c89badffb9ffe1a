import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { TraceSearch } from '../../src/contract/traces.ts'
import { client } from '../api/client.ts'
import type { StepRange, TimeSteps } from '../time/time-steps.ts'
import { Chart } from '../ui/chart.tsx'
import css from './trace-histogram.module.css'

const REFRESH_MILLIS = 10_000
/** Slow queries are repeated less often. */
const REST_PER_WORK = 50

/** Histogram of matching traces over time with failed traces in red; selects a time range. */
export function TraceHistogram({
  search: { spans: _spans, sort: _sort, limit: _limit, cursor: _cursor, ...search },
  live,
  onZoom,
}: {
  readonly search: TraceSearch
  readonly live: boolean
  readonly onZoom: (steps: TimeSteps, range: StepRange) => void
}) {
  const { data } = useQuery({
    queryKey: ['trace-histogram', search],
    queryFn: async ({ signal }) => {
      const startMillis = performance.now()
      const histogram = await client.traceHistogram(search, { signal })
      return { histogram, tookMillis: performance.now() - startMillis }
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      live && search.end === undefined
        ? Math.max(REFRESH_MILLIS, REST_PER_WORK * (state.data?.tookMillis ?? 0))
        : false,
    retry: false,
  })
  const histogram = data?.histogram
  return (
    // Keeps its height while loading, so that the list below does not move.
    <div className={css.place}>
      {histogram?.counts.some((count) => count > 0) && (
        <Chart
          steps={histogram}
          label="Traces over time"
          height="low"
          integer
          format={(value) => value.toLocaleString('en')}
          series={[
            { name: 'traces', kind: 'bars', values: histogram.counts },
            { name: 'failed', kind: 'bars', failed: true, values: histogram.errorCounts },
          ]}
          onZoom={(range) => onZoom(histogram, range)}
        />
      )}
    </div>
  )
}
