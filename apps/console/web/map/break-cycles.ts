export interface Edge {
  readonly from: string
  readonly to: string
  readonly weight: number
}

/**
 * Leaves out the edges that close a cycle. The heaviest edges are kept first, so that a rare call
 * back does not turn the graph around.
 */
export function breakCycles(names: readonly string[], edges: readonly Edge[]): Edge[] {
  const successors = new Map(names.map((name) => [name, new Set<string>()]))
  const kept: Edge[] = []
  for (const edge of [...edges].sort((a, b) => b.weight - a.weight)) {
    if (edge.from === edge.to || reaches(successors, edge.to, edge.from)) continue
    successors.get(edge.from)?.add(edge.to)
    kept.push(edge)
  }
  return kept
}

function reaches(
  successors: ReadonlyMap<string, ReadonlySet<string>>,
  from: string,
  target: string,
): boolean {
  const seen = new Set([from])
  const open = [from]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (name === target) return true
    for (const next of successors.get(name) ?? [])
      if (!seen.has(next)) {
        seen.add(next)
        open.push(next)
      }
  }
  return false
}
