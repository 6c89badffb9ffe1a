import type { SpanNode } from './span-tree.ts'

/** Part of a span on the critical path, in nanoseconds after the start of the trace. */
export interface CriticalSection {
  readonly fromNanos: number
  readonly toNanos: number
}

/**
 * Finds the critical path of a trace: from the end of the root span backwards, always into the child
 * that ended last. Time not covered by a child belongs to the span itself. A child that outlives its
 * parent counts up to the end of the parent, which did not wait for it.
 *
 * @returns Sections by span ID, for the spans on the path.
 */
export function findCriticalPath(
  nodes: readonly SpanNode[],
): ReadonlyMap<string, readonly CriticalSection[]> {
  const childrenOf = Map.groupBy(nodes, ({ parent }) => parent)
  const path = new Map<string, CriticalSection[]>()
  const root = nodes[0]
  const open = root === undefined ? [] : [{ node: root, untilNanos: endOf(root) }]
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { node } = step
    const sections: CriticalSection[] = []
    let cursor = step.untilNanos
    const children = (childrenOf.get(node) ?? [])
      .map((child) => ({ node: child, untilNanos: Math.min(endOf(child), step.untilNanos) }))
      .sort((one, other) => other.untilNanos - one.untilNanos)
    for (const child of children) {
      // The parent did not wait for a child that ended during a later one or started before the parent.
      if (child.untilNanos > cursor || child.node.startNanos < node.startNanos) continue
      if (child.node.startNanos >= cursor) continue
      if (child.untilNanos < cursor) sections.push({ fromNanos: child.untilNanos, toNanos: cursor })
      open.push(child)
      cursor = child.node.startNanos
    }
    if (cursor > node.startNanos) sections.push({ fromNanos: node.startNanos, toNanos: cursor })
    path.set(node.span.rowId, sections)
  }
  return path
}

function endOf({ startNanos, durationNanos }: SpanNode): number {
  return startNanos + durationNanos
}
