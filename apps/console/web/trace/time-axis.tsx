import { formatDuration } from '../../src/format/duration.ts'
import { timeTicks } from './time-ticks.ts'
import './time-axis.css'

/** Time axis with round values above the bars. */
export function TimeAxis({ totalNanos }: { readonly totalNanos: number }) {
  return (
    <div className="time-axis" aria-hidden="true">
      <span>Span</span>
      <span className="axis-ticks">
        {timeTicks(totalNanos).map((nanos) => (
          <span key={nanos} style={{ left: `${(100 * nanos) / totalNanos}%` }}>
            {nanos === 0 ? '0' : formatDuration(BigInt(nanos))}
          </span>
        ))}
      </span>
      <span className="number">Duration</span>
    </div>
  )
}

/** Vertical grid lines at the ticks of the time axis. */
export function TimeGrid({ totalNanos }: { readonly totalNanos: number }) {
  return (
    <div className="time-grid" aria-hidden="true">
      <span />
      <span className="grid-lines">
        {timeTicks(totalNanos).map((nanos) => (
          <i key={nanos} style={{ left: `${(100 * nanos) / totalNanos}%` }} />
        ))}
      </span>
    </div>
  )
}
