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
  const edges = breakCycles(
    names,
    calls.map(({ caller, callee, count }) => ({ from: caller, to: callee, weight: count })),
  )
  const columns = columnsOf(names, edges)
  return orderColumns(columns, edges).flatMap((column, index) =>
    column.map((name, row) => ({
      name,
      isService: isService.get(name) ?? false,
      column: index,
      row,
    })),
  )
}

/** The length of the longest path to each node of an acyclic graph. */
function columnsOf(names: readonly string[], edges: readonly Edge[]): string[][] {
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
