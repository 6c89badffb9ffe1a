import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { TraceSearch } from '../../src/api/contract.ts'
import type { TraceHistogram as Histogram } from '../../src/api/contract-histogram.ts'
import { getTraceHistogram } from '../api/client.ts'
import { TimeBrush } from '../time/time-brush.tsx'
import { formatStep, type StepRange, type TimeSteps } from '../time/time-steps.ts'
import './trace-histogram.css'

const REFRESH_MILLIS = 10_000
/** Slow queries are repeated less often. */
const REST_PER_WORK = 50
const HEIGHT = 40

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
      const histogram = await getTraceHistogram(search, signal)
      return { histogram, tookMillis: performance.now() - startMillis }
    },
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      live && search.end === undefined
        ? Math.max(REFRESH_MILLIS, REST_PER_WORK * (state.data?.tookMillis ?? 0))
        : false,
    retry: false,
  })
  // The figure keeps its height while loading, so that the list below does not move.
  return <figure className="trace-histogram">{data && draw(data.histogram, onZoom)}</figure>
}

function draw(data: Histogram, onZoom: (steps: TimeSteps, range: StepRange) => void) {
  const most = Math.max(1, ...data.counts)
  const at = (step: number) => formatStep(data, step)
  const describe = (step: number) => {
    const count = data.counts[step] ?? 0
    const failed = data.errorCounts[step] ?? 0
    const traces = `${count.toLocaleString('en')} ${count === 1 ? 'trace' : 'traces'}`
    return `${at(step)}: ${traces}${failed > 0 ? `, ${failed.toLocaleString('en')} failed` : ''}`
  }
  return (
    <>
      <TimeBrush
        steps={data}
        label="Traces over time"
        describe={describe}
        onZoom={(range) => onZoom(data, range)}
      >
        <svg
          role="img"
          aria-label={`Traces from ${at(0)} to ${at(data.stepCount)}, at most ${most} in a step`}
          viewBox={`0 0 ${data.stepCount} ${HEIGHT}`}
          preserveAspectRatio="none"
        >
          {data.counts.map((count, step) => (
            <g key={step}>
              <Bar step={step} share={count / most} className="histogram-bar" />
              <Bar
                step={step}
                share={(data.errorCounts[step] ?? 0) / most}
                className="histogram-bar failed-bar"
              />
            </g>
          ))}
        </svg>
      </TimeBrush>
      <figcaption className="muted" aria-hidden="true">
        <span>{at(0)}</span>
        <span>{at(data.stepCount)}</span>
      </figcaption>
    </>
  )
}

function Bar({
  step,
  share,
  className,
}: {
  readonly step: number
  readonly share: number
  readonly className: string
}) {
  // A single trace among thousands stays visible.
  const height = share === 0 ? 0 : Math.max(1.5, share * HEIGHT)
  return (
    <rect className={className} x={step + 0.08} y={HEIGHT - height} width={0.84} height={height} />
  )
}
