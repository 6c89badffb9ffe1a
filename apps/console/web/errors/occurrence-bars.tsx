import css from './errors-page.module.css'

const HEIGHT = 24
const BAR_WIDTH = 4

/** Occurrences over time as bars; a single occurrence stays visible. */
export function OccurrenceBars({
  counts,
  label,
}: {
  readonly counts: readonly number[]
  readonly label: string
}) {
  const most = Math.max(1, ...counts)
  return (
    <svg
      className={css.occurrenceBars}
      viewBox={`0 0 ${counts.length * BAR_WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {counts.map((count, step) => {
        const height = count === 0 ? 1 : Math.max(3, (HEIGHT * count) / most)
        return (
          <rect
            key={step}
            className={count === 0 ? css.none : undefined}
            x={step * BAR_WIDTH}
            y={HEIGHT - height}
            width={BAR_WIDTH - 1}
            height={height}
          />
        )
      })}
    </svg>
  )
}
