import type { ServiceMap } from '../../src/api/contract-service-map.ts'

export interface PlacedNode {
  readonly name: string
  readonly isService: boolean
  readonly column: number
  readonly row: number
}

/** Places callers left of their callees. */
export function placeNodes({ services, calls }: ServiceMap): PlacedNode[] {
  const isService = new Map(services.map(({ name }) => [name, true]))
  for (const call of calls)
    if (!isService.has(call.callee)) isService.set(call.callee, call.isService)
  const names = [...isService.keys()]
  const columns = new Map(names.map((name) => [name, 0]))
  // A longest path has fewer steps than there are nodes; a longer one is a cycle.
  for (let round = 1; round < Math.min(names.length, 20); round += 1)
    for (const { caller, callee } of calls) {
      const next = Math.min(round, (columns.get(caller) ?? 0) + 1)
      if (caller !== callee && next > (columns.get(callee) ?? 0)) columns.set(callee, next)
    }
  const rows = new Map<number, number>()
  return names.map((name) => {
    const column = columns.get(name) ?? 0
    const row = rows.get(column) ?? 0
    rows.set(column, row + 1)
    return { name, isService: isService.get(name) ?? false, column, row }
  })
}
