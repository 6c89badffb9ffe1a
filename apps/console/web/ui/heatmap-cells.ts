/** A range of heatmap cells, both ends included. Rows count from the bottom. */
export interface Area {
  readonly firstStep: number
  readonly lastStep: number
  readonly firstRow: number
  readonly lastRow: number
}

export interface Cell {
  readonly step: number
  readonly row: number
}

const HEATS = 7

export function areaOf(a: Cell, b: Cell): Area {
  return {
    firstStep: Math.min(a.step, b.step),
    lastStep: Math.max(a.step, b.step),
    firstRow: Math.min(a.row, b.row),
    lastRow: Math.max(a.row, b.row),
  }
}

export function includes(area: Area, { step, row }: Cell): boolean {
  const inSteps = step >= area.firstStep && step <= area.lastStep
  return inSteps && row >= area.firstRow && row <= area.lastRow
}

/** Maps a count to a color step from 1 to 7 by its square root, so that a single one stays visible. */
export function heatOf(cells: readonly { readonly count: number }[]): (count: number) => number {
  const counts = cells.map(({ count }) => count).sort((a, b) => a - b)
  // The top 5% of the cells share the darkest color, so that the others stay visible.
  const most = Math.max(1, counts[Math.floor(counts.length * 0.95)] ?? 1)
  return (count) => Math.max(1, Math.min(HEATS, Math.ceil(Math.sqrt(count / most) * HEATS)))
}

/** The height of a value on rows of the same height, from 0 (bottom) to 1. */
export function rowPosition(value: number, boundaries: readonly number[]): number {
  const row = Math.max(
    0,
    boundaries.findLastIndex((boundary) => boundary <= value),
  )
  const [from = value, to = value] = [boundaries[row], boundaries[row + 1]]
  const inside = to > from ? Math.max(0, value - from) / (to - from) : 0
  return Math.min(1, (row + inside) / Math.max(1, boundaries.length - 1))
}
