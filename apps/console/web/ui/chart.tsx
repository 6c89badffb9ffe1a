import type { ReactNode } from 'react'
import { TimeBrush } from '../time/time-brush.tsx'
import { formatStep, type StepRange, type TimeSteps } from '../time/time-steps.ts'
import axes from './axes.module.css'
import css from './chart.module.css'
import { type ChartPoint, ChartPoints } from './chart-points.tsx'
import { ChartMark, ChartSeries, type Series } from './chart-series.tsx'
import { ACCENT_COLOR, FAILED_COLOR } from './colors.ts'
import { binaryTicks, niceTicks } from './nice-ticks.ts'
import { TimeAxis } from './time-axis.tsx'
import { TooltipRow } from './tooltip.tsx'

/** A linked value, drawn as a point; above the axis it is drawn at its top. */
export interface ValuePoint extends Omit<ChartPoint, 'x' | 'y'> {
  /** With fraction. */
  readonly step: number
  readonly value: number
}

/** A chart over time with axes, crosshair, tooltip and zoom. */
export function Chart({
  steps,
  label,
  series,
  format,
  height = 'normal',
  marks = [],
  points = [],
  integer = false,
  binary = false,
  onZoom,
  children,
}: {
  readonly steps: TimeSteps
  readonly label: string
  readonly series: readonly Series[]
  readonly format: (value: number) => string
  readonly height?: 'normal' | 'low'
  /** Steps, with fraction, at which a vertical line is drawn. */
  readonly marks?: readonly number[]
  readonly points?: readonly ValuePoint[]
  /** Whether values are counts, so that the axis has no fractions. */
  readonly integer?: boolean
  /** Whether values are bytes. */
  readonly binary?: boolean
  readonly onZoom: (range: StepRange) => void
  /** Shown below the chart. */
  readonly children?: ReactNode
}) {
  const known = series.flatMap(({ values }) => values.map((value) => value ?? 0))
  const [least, most] = [Math.min(0, ...known), Math.max(0, ...known)]
  const all = (binary ? binaryTicks : niceTicks)(most, height === 'low' ? 2 : 4, least)
  const ticks = integer ? all.filter((tick) => Number.isInteger(tick)) : all
  const [bottom = 0, top = 1] = [ticks[0], ticks.at(-1)]
  const position = (value: number) => (value - bottom) / (top - bottom)
  const valueAt = ({ values }: Series, step: number) => {
    const value = values[step] ?? null
    return value === null ? 'no data' : format(value)
  }
  const describe = (step: number) =>
    `${formatStep(steps, step)}: ${series.map((one) => `${one.name} ${valueAt(one, step)}`).join(', ')}`
  const at = (step: number) => formatStep(steps, step)

  return (
    <figure className={axes.axes}>
      <div className={axes.scale} aria-hidden="true">
        {ticks.map((tick) => (
          <span key={tick} style={{ bottom: `${100 * position(tick)}%` }}>
            {tick === 0 ? '0' : format(tick)}
          </span>
        ))}
      </div>
      <TimeBrush
        steps={steps}
        label={label}
        describe={describe}
        tip={(step) => (
          <>
            <div>{at(step)}</div>
            {series.map((one) => (
              <TooltipRow
                key={one.name}
                swatch={one.failed ? FAILED_COLOR : (one.color ?? ACCENT_COLOR)}
                name={one.name}
                value={valueAt(one, step)}
              />
            ))}
          </>
        )}
        onZoom={onZoom}
      >
        <svg
          className={`${css.plot} ${css[height]}`}
          role="img"
          aria-label={`${label} from ${at(0)} to ${at(steps.stepCount)}, maximum ${format(most)}`}
          viewBox={`0 0 ${steps.stepCount} 100`}
          preserveAspectRatio="none"
        >
          {ticks.slice(1, -1).map((tick) => (
            <line
              key={tick}
              className={css.grid}
              x1={0}
              x2={steps.stepCount}
              y1={100 - 100 * position(tick)}
              y2={100 - 100 * position(tick)}
              vectorEffect="non-scaling-stroke"
            />
          ))}
          {series.map((one) => (
            <ChartSeries key={one.name} series={one} position={position} />
          ))}
          {marks.map((step, index) => (
            <ChartMark key={index} step={step} />
          ))}
        </svg>
        <ChartPoints
          points={points.map(({ step, value, ...point }) => ({
            ...point,
            x: step / steps.stepCount,
            y: Math.max(0, Math.min(1, position(value))),
          }))}
        />
      </TimeBrush>
      <div className={axes.times}>
        <TimeAxis steps={steps} />
      </div>
      {children !== undefined && <div className={css.below}>{children}</div>}
    </figure>
  )
}
