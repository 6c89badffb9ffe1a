import type { TraceSummary } from '../../src/contract/traces.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { toDate } from '../../src/format/instant.ts'
import { formatTime } from '../time/format-time.ts'
import axes from '../ui/axes.module.css'
import { ChartPoints } from '../ui/chart-points.tsx'
import { serviceColor } from '../ui/colors.ts'
import { TimeAxis } from '../ui/time-axis.tsx'
import css from './duration-scatter.module.css'

/** The listed traces by time and duration, on a logarithmic scale; each point opens its trace. */
export function DurationScatter({ traces }: { readonly traces: readonly TraceSummary[] }) {
  const times = traces.map(({ startUnixNano }) => toDate(startUnixNano).getTime())
  const [first, last] = [Math.min(...times), Math.max(...times) + 1]
  const durations = traces.map(({ durationNano }) => Math.max(1_000, Number(durationNano)))
  const low = Math.floor(Math.log10(Math.min(...durations)))
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...durations))))
  const height = (nanos: number) => (100 * (Math.log10(nanos) - low)) / (high - low)
  const decades = Array.from({ length: high - low + 1 }, (_none, index) => low + index)
  const steps = {
    startUnixNano: `${first}000000`,
    stepNano: String(BigInt(last - first) * 1_000_000n),
    stepCount: 1,
  }
  return (
    <figure className={axes.axes} aria-label="Duration of the listed traces over time">
      <div className={`${axes.scale} ${css.scale}`} aria-hidden="true">
        {decades.map((power) => (
          <span key={power} style={{ bottom: `${(100 * (power - low)) / (high - low)}%` }}>
            {formatDuration(10n ** BigInt(power))}
          </span>
        ))}
      </div>
      <div className={css.plot}>
        <ChartPoints
          points={traces.map((trace, index) => ({
            href: `/traces/${trace.traceId}`,
            text: `${trace.rootService} ${trace.rootOperation}\n${formatDuration(BigInt(trace.durationNano))} at ${formatTime(trace.startUnixNano)}`,
            color: serviceColor(trace.rootService),
            failed: trace.errorCount > 0,
            x: ((times[index] ?? first) - first) / (last - first),
            y: height(durations[index] ?? 1_000) / 100,
          }))}
        />
      </div>
      <div className={axes.times}>
        <TimeAxis steps={steps} />
      </div>
    </figure>
  )
}
