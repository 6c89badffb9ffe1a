import { formatDuration } from '../../src/format/duration.ts'

const STEPS = [1, 2, 5]
const MOST_TICKS = 5

/** Round times over the bars: at most five, the last within the trace. */
export function TimeAxis({ totalNanos }: { readonly totalNanos: number }) {
  return (
    <div className="time-axis" aria-hidden="true">
      <span className="axis-title">Span</span>
      <span className="axis-ticks">
        {ticks(totalNanos).map((nanos) => (
          <span key={nanos} style={{ left: `${(100 * nanos) / totalNanos}%` }}>
            {nanos === 0 ? '0' : formatDuration(BigInt(nanos))}
          </span>
        ))}
      </span>
      <span className="axis-title number">Duration</span>
    </div>
  )
}

function ticks(totalNanos: number): readonly number[] {
  const step = roundStep(totalNanos / MOST_TICKS)
  // The last tick would run into the next column.
  return Array.from({ length: MOST_TICKS + 1 }, (_none, index) => index * step).filter(
    (nanos) => nanos <= totalNanos * 0.92,
  )
}

function roundStep(least: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, least))))
  return power * (STEPS.find((step) => step * power >= least) ?? 10)
}
