import type { CountAnswer } from '../../src/api/contract-analysis.ts'
import { formatInstant } from '../../src/format/instant.ts'
import { readMeasure, writeMeasure } from './measure.ts'

const HEIGHT = 100

/** A measure over time: bars of all spans, or a line for each group. */
export function CountChart({
  answer,
  measure,
}: {
  readonly answer: CountAnswer
  readonly measure: string
}) {
  const isSplit = answer.groups.length > 0
  const lines = (isSplit ? answer.groups : [answer.all]).map((series) =>
    readMeasure(measure, series),
  )
  const most = lines.flat().reduce<number>((top, value) => Math.max(top, value ?? 0), 0)
  const scale = (value: number) => (most === 0 ? 0 : (value / most) * HEIGHT)
  const at = (step: number) =>
    formatInstant(String(BigInt(answer.startUnixNano) + BigInt(step) * BigInt(answer.stepNano)))

  return (
    <figure className="count-chart">
      <span className="count-scale number muted" aria-hidden="true">
        <span>{writeMeasure(measure, most)}</span>
        <span>0</span>
      </span>
      <svg
        role="img"
        aria-label={`Over time from ${at(0)} to ${at(answer.stepCount)}, at most ${writeMeasure(measure, most)}`}
        viewBox={`0 0 ${answer.stepCount} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {isSplit
          ? lines.map((line, index) => (
              <path
                key={index}
                className={`line service-${index}`}
                d={toPath(line, scale)}
                vectorEffect="non-scaling-stroke"
              />
            ))
          : lines[0]?.map((value, step) => (
              <g key={step}>
                <title>{`${at(step)}: ${value === null ? 'nothing' : writeMeasure(measure, value)}`}</title>
                <rect className="hit" x={step} y={0} width={1} height={HEIGHT} />
                <rect
                  className={measure === 'errors' ? 'count-bar failed-bar' : 'count-bar'}
                  x={step + 0.08}
                  y={HEIGHT - scale(value ?? 0)}
                  width={0.84}
                  height={scale(value ?? 0)}
                />
                {measure === '' && (
                  <rect
                    className="count-bar failed-bar"
                    x={step + 0.08}
                    y={HEIGHT - scale(answer.all.errorCounts[step] ?? 0)}
                    width={0.84}
                    height={scale(answer.all.errorCounts[step] ?? 0)}
                  />
                )}
              </g>
            ))}
      </svg>
      <figcaption className="muted" aria-hidden="true">
        <span>{at(0)}</span>
        <span>{at(answer.stepCount)}</span>
      </figcaption>
    </figure>
  )
}

/** A line through the middles of the steps; nothing is drawn over a step without a value. */
function toPath(line: readonly (number | null)[], scale: (value: number) => number): string {
  let path = ''
  line.forEach((value, step) => {
    if (value === null) return
    const y = (HEIGHT - scale(value)).toFixed(2)
    const follows = step > 0 && line[step - 1] !== null
    path += follows ? `L${step + 0.5} ${y}` : `M${step + 0.1} ${y}L${step + 0.5} ${y}`
  })
  return path
}
