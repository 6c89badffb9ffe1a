import type { Edge } from './break-cycles.ts'

const SWEEPS = 8

/** Orders each column by the mean row of its neighbors, in sweeps to the right and to the left. */
export function orderColumns(
  columns: readonly (readonly string[])[],
  edges: readonly Edge[],
): readonly (readonly string[])[] {
  const neighbors = new Map<string, string[]>()
  const connect = (one: string, other: string) =>
    neighbors.set(one, [...(neighbors.get(one) ?? []), other])
  for (const { from, to } of edges) {
    connect(from, to)
    connect(to, from)
  }
  let best = columns
  let fewest = countCrossings(columns, edges)
  let current = columns
  for (let sweep = 0; sweep < SWEEPS && fewest > 0; sweep += 1) {
    current = sortByNeighbors(current, neighbors, sweep % 2 === 0)
    const crossings = countCrossings(current, edges)
    if (crossings < fewest) [best, fewest] = [current, crossings]
  }
  return best
}

function sortByNeighbors(
  columns: readonly (readonly string[])[],
  neighbors: ReadonlyMap<string, readonly string[]>,
  toTheRight: boolean,
): string[][] {
  const rows = rowsOf(columns)
  const next = columns.map((column) => [...column])
  const order = toTheRight ? next : next.toReversed()
  for (const column of order) {
    const mean = (name: string) => {
      const known = (neighbors.get(name) ?? []).map((one) => rows.get(one) ?? 0)
      return known.length === 0
        ? (rows.get(name) ?? 0)
        : known.reduce((sum, row) => sum + row, 0) / known.length
    }
    column.sort((a, b) => mean(a) - mean(b))
    for (const [row, name] of column.entries()) rows.set(name, row)
  }
  return next
}

/** Pairs of edges between the same two columns that cross each other. */
export function countCrossings(
  columns: readonly (readonly string[])[],
  edges: readonly Edge[],
): number {
  const rows = rowsOf(columns)
  const columnOf = new Map(
    columns.flatMap((column, index) => column.map((name) => [name, index] as const)),
  )
  let crossings = 0
  for (const [index, one] of edges.entries())
    for (const other of edges.slice(index + 1)) {
      const sameStart = columnOf.get(one.from) === columnOf.get(other.from)
      const sameEnd = columnOf.get(one.to) === columnOf.get(other.to)
      const starts = (rows.get(one.from) ?? 0) - (rows.get(other.from) ?? 0)
      const ends = (rows.get(one.to) ?? 0) - (rows.get(other.to) ?? 0)
      if (sameStart && sameEnd && starts * ends < 0) crossings += 1
    }
  return crossings
}

function rowsOf(columns: readonly (readonly string[])[]): Map<string, number> {
  return new Map(columns.flatMap((column) => column.map((name, row) => [name, row] as const)))
}
