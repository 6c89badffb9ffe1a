import type { SpanNode } from './span-tree.ts'

/** The displayed part of a trace: the whole trace, or one span with its descendants. */
export interface Scope {
  /** `undefined` for the whole trace. */
  readonly root: SpanNode | undefined
  /** In waterfall order. */
  readonly nodes: readonly SpanNode[]
  /** Start of the displayed time, in nanoseconds after the start of the trace. */
  readonly startNanos: number
  readonly totalNanos: number
  /** Depth of the first row. */
  readonly depth: number
}

/** @param spanId ID of the focused span; an unknown ID means the whole trace. */
export function scopeOf(nodes: readonly SpanNode[], spanId: string): Scope {
  const root = spanId === '' ? undefined : nodes.find(({ span }) => span.rowId === spanId)
  const inside = root === undefined ? nodes : nodes.slice(root.index, root.end)
  let startNanos = root?.startNanos ?? 0
  let endNanos = startNanos
  for (const node of inside) {
    startNanos = Math.min(startNanos, node.startNanos)
    endNanos = Math.max(endNanos, node.startNanos + node.durationNanos)
  }
  const totalNanos = Math.max(1, endNanos - startNanos)
  return { root, nodes: inside, startNanos, totalNanos, depth: root?.span.depth ?? 0 }
}

/** The part of a scope between two times, in nanoseconds after the start of the trace. */
export function zoomedScope(scope: Scope, zoom: TimeWindow | undefined): Scope {
  if (zoom === undefined) return scope
  return {
    ...scope,
    startNanos: zoom.fromNanos,
    totalNanos: Math.max(1, zoom.toNanos - zoom.fromNanos),
  }
}

export interface TimeWindow {
  readonly fromNanos: number
  readonly toNanos: number
}

/** Returns the nodes from the root span to the given node. */
export function pathTo(node: SpanNode): readonly SpanNode[] {
  const path: SpanNode[] = []
  for (let at: SpanNode | undefined = node; at !== undefined; at = at.parent) path.push(at)
  return path.reverse()
}
