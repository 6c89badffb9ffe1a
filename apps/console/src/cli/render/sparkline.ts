const BLOCKS = '▁▂▃▄▅▆▇█'

/** Counts over time as blocks of as many columns; `·` where there was nothing. */
export function renderSparkline(counts: readonly number[], columns: number): string {
  const sums = Array.from({ length: columns }, (_, column) =>
    counts
      .slice(
        Math.floor((column * counts.length) / columns),
        Math.floor(((column + 1) * counts.length) / columns),
      )
      .reduce((sum, count) => sum + count, 0),
  )
  const most = Math.max(1, ...sums)
  const block = (sum: number) => BLOCKS[Math.ceil((sum / most) * BLOCKS.length) - 1] ?? '·'
  return sums.map(block).join('')
}

/** Values over time between zero (or their minimum) and their maximum; a space without data. */
export function renderLine(values: readonly (number | null)[], columns: number): string {
  const size = Math.max(1, Math.ceil(values.length / columns))
  const means = Array.from({ length: Math.ceil(values.length / size) }, (_, index) => {
    const part = values.slice(index * size, (index + 1) * size).filter((value) => value !== null)
    return part.length === 0 ? null : part.reduce((sum, value) => sum + value, 0) / part.length
  })
  const known = means.filter((value) => value !== null)
  const low = Math.min(0, ...known)
  const span = Math.max(...known) - low || 1
  const last = BLOCKS.length - 1
  return means
    .map((value) => (value === null ? ' ' : BLOCKS[Math.round((last * (value - low)) / span)]))
    .join('')
}
