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
  const ticks = width > 0 ? clockTicks(start, start + 0.97 * width, most) : []
  return (
    <div className={css.axis} aria-hidden="true">
      {ticks.map(({ millis, label }) => (
        <span key={millis} style={{ left: `${(100 * (millis - start)) / width}%` }}>
          {label}
        </span>
      ))}
    </div>
  )
}
