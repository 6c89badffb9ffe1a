import type { CountResult } from '../../src/api/contract-analysis.ts'
import { RunMarks, type RunStart, RunStarts } from '../runs/run-marks.tsx'
import { TimeBrush } from '../time/time-brush.tsx'
import { formatStep, type StepRange } from '../time/time-steps.ts'
import { MEASURES, readMeasure, writeMeasure } from './measure.ts'

const HEIGHT = 100

/** A measure over time: bars for all spans, or a line per group. */
export function CountChart({
  answer,
  measure,
  starts,
  onZoom,
}: {
  readonly answer: CountResult
  readonly measure: string
  /** Service starts in the time range. */
  readonly starts: readonly RunStart[]
  readonly onZoom: (range: StepRange) => void
}) {
  const isSplit = answer.groups.length > 0
  const shown = isSplit ? answer.groups : [answer.all]
  const lines = shown.map((series) => readMeasure(measure, series))
  const most = lines.flat().reduce<number>((top, value) => Math.max(top, value ?? 0), 0)
  const scale = (value: number) => (most === 0 ? 0 : (value / most) * HEIGHT)
  const at = (step: number) => formatStep(answer, step)
  const describe = (step: number) => {
    const values = lines.map((line, index) => {
      const value = line[step] ?? null
      const text = value === null ? 'no data' : writeMeasure(measure, value)
      return isSplit ? `${answer.groups[index]?.value ?? '(absent)'}: ${text}` : text
    })
    return isSplit ? [at(step), ...values].join('\n') : `${at(step)}: ${values[0]}`
  }
  const name = MEASURES.find(({ value }) => value === measure)?.label ?? 'COUNT'

  return (
    <figure className="count-chart">
      <span className="count-scale number muted" aria-hidden="true">
        <span>{writeMeasure(measure, most)}</span>
        <span>0</span>
      </span>
      <TimeBrush steps={answer} label={name} describe={describe} onZoom={onZoom}>
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
                  <Bar step={step} height={scale(value ?? 0)} failed={measure === 'errors'} />
                  {measure === '' && (
                    <Bar step={step} height={scale(answer.all.errorCounts[step] ?? 0)} failed />
                  )}
                </g>
              ))}
          <RunMarks starts={starts} height={HEIGHT} />
        </svg>
      </TimeBrush>
      <figcaption className="muted" aria-hidden="true">
        <span>{at(0)}</span>
        <span>{at(answer.stepCount)}</span>
      </figcaption>
      <RunStarts starts={starts} />
    </figure>
  )
}

function Bar({
  step,
  height,
  failed,
}: {
  readonly step: number
  readonly height: number
  readonly failed: boolean
}) {
  return (
    <rect
      className={failed ? 'count-bar failed-bar' : 'count-bar'}
      x={step + 0.08}
      y={HEIGHT - height}
      width={0.84}
      height={height}
    />
  )
}

/** A line through the centers of the steps, with gaps where there is no value. */
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
