import type { ServiceMap } from '../../src/contract/service-map.ts'
import { breakCycles, type Edge } from './break-cycles.ts'
import { orderColumns } from './order-columns.ts'

export interface PlacedNode {
  readonly name: string
  readonly isService: boolean
  readonly column: number
  readonly row: number
}

/**
 * Layered layout: cycles are broken first, each node is one column right of its callers, and the
 * rows of a column are ordered to reduce crossings.
 */
export function placeNodes({
  services,
  calls,
}: Pick<ServiceMap, 'services' | 'calls'>): PlacedNode[] {
  const isService = new Map(services.map(({ name }) => [name, true]))
  for (const call of calls)
    if (!isService.has(call.callee)) isService.set(call.callee, call.isService)
  for (const { caller } of calls) if (!isService.has(caller)) isService.set(caller, true)
  const names = [...isService.keys()]
  const all = calls.map(({ caller, callee, count }) => ({
    from: caller,
    to: callee,
    weight: count,
  }))
  const edges = breakCycles(names, all)
  const columns = columnsOf(names, edges, all)
  return orderColumns(columns, edges).flatMap((column, index) =>
    column.map((name, row) => ({
      name,
      isService: isService.get(name) ?? false,
      column: index,
      row,
    })),
  )
}

/** With more columns, a map is wider than a window. */
const MAX_COLUMNS = 7

/**
 * Columns by the longest path to each node, so that calls lead to the right. Many services that call each other
 * become a long chain that way; these are placed by the shortest path instead.
 */
function columnsOf(
  names: readonly string[],
  acyclic: readonly Edge[],
  all: readonly Edge[],
): string[][] {
  const columns = byLongestPath(names, acyclic)
  if (columns.length <= MAX_COLUMNS) return columns
  const fewer = byShortestPath(columns[0] ?? [], all)
  return fewer.length < columns.length ? fewer : columns
}

/** Every node is reached from the first column, because each other one has a caller. */
function byShortestPath(first: readonly string[], edges: readonly Edge[]): string[][] {
  const outgoing = Map.groupBy(edges, ({ from }) => from)
  const columns: string[][] = []
  const placed = new Set<string>()
  for (
    let column = first;
    column.length > 0;
    column = column.flatMap((name) => (outgoing.get(name) ?? []).map(({ to }) => to))
  ) {
    column = [...new Set(column)].filter((name) => !placed.has(name))
    for (const name of column) placed.add(name)
    if (column.length > 0) columns.push([...column])
  }
  return columns
}

function byLongestPath(names: readonly string[], edges: readonly Edge[]): string[][] {
  const incoming = Map.groupBy(edges, ({ to }) => to)
  const depths = new Map<string, number>()
  const depthOf = (name: string): number => {
    const known = depths.get(name)
    if (known !== undefined) return known
    const callers = incoming.get(name) ?? []
    const depth = callers.reduce((most, { from }) => Math.max(most, depthOf(from) + 1), 0)
    depths.set(name, depth)
    return depth
  }
  const columns: string[][] = []
  for (const name of names) {
    const depth = depthOf(name)
    columns[depth] = [...(columns[depth] ?? []), name]
  }
  return Array.from(columns, (column) => column ?? [])
}
