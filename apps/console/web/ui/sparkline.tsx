import { toPath } from './chart-series.tsx'
import css from './sparkline.module.css'

const HEIGHT = 24

/** A small line without axes. Rows of a table share one time axis; each has its own scale. */
export function Sparkline({
  values,
  label,
  failed = false,
}: {
  readonly values: readonly (number | null)[]
  readonly label: string
  readonly failed?: boolean
}) {
  const most = Math.max(0, ...values.map((value) => value ?? 0))
  return (
    <svg
      className={failed && most > 0 ? `${css.spark} ${css.failed}` : css.spark}
      viewBox={`0 0 ${Math.max(1, values.length)} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <line
        className={css.base}
        x1={0}
        x2={values.length}
        y1={HEIGHT - 0.5}
        y2={HEIGHT - 0.5}
        vectorEffect="non-scaling-stroke"
      />
      {most > 0 && (
        <path
          d={toPath(values, (value) => 1 + (value / most) * (HEIGHT - 3), HEIGHT)}
          vectorEffect="non-scaling-stroke"
        />
      )}
    </svg>
  )
}
