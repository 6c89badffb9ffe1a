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
