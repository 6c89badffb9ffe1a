import type { SpanNode } from './span-tree.ts'

/** A stretch of a span on the critical path; nanoseconds after the trace's start. */
export interface CriticalSection {
  readonly fromNanos: number
  readonly toNanos: number
}

/**
 * What the trace's duration was spent on: from the root's end backwards, always into the child that
 * ended last. Time that no child took is the span's own. Children that outlive their parent count up
 * to its end, because it did not wait for them.
 *
 * @returns Sections by span id, for the spans on the path.
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
      // It ended while a later one already ran, or starts before its parent: nobody waited for it.
      if (child.untilNanos > cursor || child.node.startNanos < node.startNanos) continue
      if (child.node.startNanos >= cursor) continue
      if (child.untilNanos < cursor) sections.push({ fromNanos: child.untilNanos, toNanos: cursor })
      open.push(child)
      cursor = child.node.startNanos
    }
    if (cursor > node.startNanos) sections.push({ fromNanos: node.startNanos, toNanos: cursor })
    path.set(node.span.spanId, sections)
  }
  return path
}

function endOf({ startNanos, durationNanos }: SpanNode): number {
  return startNanos + durationNanos
}
