import { toDate } from '../../src/format/instant.ts'
import { clockTicks } from '../time/format-time.ts'
import type { TimeSteps } from '../time/time-steps.ts'
import css from './chart.module.css'

/** Round times below a chart. */
export function TimeAxis({
  steps: { startUnixNano, stepNano, stepCount },
  most = 8,
}: {
  readonly steps: TimeSteps
  readonly most?: number
}) {
  const start = toDate(startUnixNano).getTime()
  const width = (Number(stepNano) * stepCount) / 1e6
  // A label at the end would be cut off.
  const ticks = width > 0 ? clockTicks(start, start + 0.96 * width, most) : []
  return (
    <div className={css.axis} aria-hidden="true">
      {ticks.map(({ millis, label }) => (
        <span
          key={millis}
          data-late={millis - start > 0.8 * width ? true : undefined}
          style={{ left: `${(100 * (millis - start)) / width}%` }}
        >
          {label}
        </span>
      ))}
    </div>
  )
}
