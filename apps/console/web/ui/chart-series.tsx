import css from './chart.module.css'

const HEIGHT = 100

export interface Series {
  readonly name: string
  /** Class that sets `--service`; without one, the series has the accent color. */
  readonly color?: string
  readonly failed?: boolean
  readonly kind: 'bars' | 'line'
  /** One value per step; `null` leaves a gap. */
  readonly values: readonly (number | null)[]
}

/** Bars or a line, in the coordinates of the plot: steps by percent. */
export function ChartSeries({
  series,
  position,
}: {
  readonly series: Series
  /** From 0 (bottom) to 1. */
  readonly position: (value: number) => number
}) {
  const { kind, values, color = '', failed = false } = series
  const scale = (value: number) => position(value) * HEIGHT
  if (kind === 'line')
    return (
      <path
        className={`${css.line} ${color} ${failed ? css.failed : ''}`}
        d={toPath(values, scale)}
        vectorEffect="non-scaling-stroke"
      />
    )
  return (
    <g className={`${css.bars} ${color} ${failed ? css.failed : ''}`}>
      {values.map((value, step) => {
        if (value === null || value === 0) return null
        // A single request among thousands stays visible.
        const height = Math.max(1.5, scale(value))
        return <rect key={step} x={step + 0.08} y={HEIGHT - height} width={0.84} height={height} />
      })}
    </g>
  )
}

/** A vertical line, such as the start of a service. */
export function ChartMark({ step }: { readonly step: number }) {
  return (
    <line
      className={css.mark}
      x1={step}
      x2={step}
      y1={0}
      y2={HEIGHT}
      vectorEffect="non-scaling-stroke"
    />
  )
}

/** A line through the centers of the steps, with gaps where there is no value. */
export function toPath(
  line: readonly (number | null)[],
  scale: (value: number) => number,
  height = HEIGHT,
): string {
  let path = ''
  line.forEach((value, step) => {
    if (value === null) return
    const y = (height - scale(value)).toFixed(2)
    const follows = step > 0 && line[step - 1] !== null
    path += follows ? `L${step + 0.5} ${y}` : `M${step + 0.1} ${y}L${step + 0.5} ${y}`
  })
  return path
}
