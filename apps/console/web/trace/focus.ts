import type { SpanNode } from './span-tree.ts'

/** The part of a trace that is looked at: all of it, or one span with what is below it. */
export interface Scope {
  /** `undefined` for the whole trace. */
  readonly root: SpanNode | undefined
  /** In waterfall order. */
  readonly nodes: readonly SpanNode[]
  /** Where its time begins, in nanoseconds after the trace's start. */
  readonly startNanos: number
  readonly totalNanos: number
  /** How deep its first row is. */
  readonly depth: number
}

/** @param spanId Of the span to look at; the whole trace when none has it. */
export function scopeOf(nodes: readonly SpanNode[], spanId: string, traceNanos: number): Scope {
  const root = spanId === '' ? undefined : nodes.find(({ span }) => span.spanId === spanId)
  if (root === undefined)
    return { root, nodes, startNanos: 0, totalNanos: Math.max(1, traceNanos), depth: 0 }
  const inside = nodes.slice(root.index, root.end)
  let startNanos = root.startNanos
  let endNanos = root.startNanos
  for (const node of inside) {
    startNanos = Math.min(startNanos, node.startNanos)
    endNanos = Math.max(endNanos, node.startNanos + node.durationNanos)
  }
  const totalNanos = Math.max(1, endNanos - startNanos)
  return { root, nodes: inside, startNanos, totalNanos, depth: root.span.depth }
}

/** From the trace's root down to the node. */
export function pathTo(node: SpanNode): readonly SpanNode[] {
  const path: SpanNode[] = []
  for (let at: SpanNode | undefined = node; at !== undefined; at = at.parent) path.push(at)
  return path.reverse()
}
