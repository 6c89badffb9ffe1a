import type { Trace } from '../../src/contract/traces.ts'
import { waterfallRows } from '../../src/format/waterfall-rows.ts'

/** A span, or an X-Ray segment without a span. */
export type TraceSpan = Trace['spans'][number] & { readonly onlySegment?: true }

/** A span with its position in the tree and on the time axis. */
export interface SpanNode {
  readonly span: TraceSpan
  /** Position in waterfall order. */
  readonly index: number
  readonly parent: SpanNode | undefined
  /** The position after its last descendant. */
  readonly end: number
  /** Nanoseconds after the start of the trace; a double is exact up to 104 days. */
  readonly startNanos: number
  readonly durationNanos: number
  readonly failed: boolean
  /** Nanoseconds before the start (negative) or after the end of a parent in another service; 0 inside. */
  readonly skewNanos: number
}

/** Builds the nodes of spans and X-Ray-only segments in waterfall order, in one pass. */
export function buildNodes(trace: Trace): readonly SpanNode[] {
  const rows: readonly TraceSpan[] = waterfallRows(trace.spans, trace.segments ?? [])
  // The start of the trace may be that of another signal, whose times are less precise.
  const traceStart = rows.reduce(
    (least, { startUnixNano }) => (BigInt(startUnixNano) < least ? BigInt(startUnixNano) : least),
    BigInt(rows[0]?.startUnixNano ?? trace.startUnixNano),
  )
  const nodes: (SpanNode & { end: number })[] = []
  const open: (SpanNode & { end: number })[] = []
  for (const [index, span] of rows.entries()) {
    while (open.length > span.depth) close(open.pop(), index)
    const parent = open.at(-1)
    const startNanos = Number(BigInt(span.startUnixNano) - traceStart)
    const node = {
      span,
      index,
      parent,
      end: index + 1,
      startNanos,
      skewNanos: skewOf(span, startNanos, parent),
      durationNanos: Number(span.durationNano),
      failed: span.status === 'error',
    }
    nodes.push(node)
    open.push(node)
  }
  while (open.length > 0) close(open.pop(), rows.length)
  return nodes
}

/** Spans of one process cannot skew; a consumer may start after its producer ended. */
function skewOf(
  { service, kind }: TraceSpan,
  startNanos: number,
  parent: SpanNode | undefined,
): number {
  if (parent === undefined || parent.span.service === service || kind === 'Consumer') return 0
  if (startNanos < parent.startNanos) return startNanos - parent.startNanos
  const parentEnd = parent.startNanos + parent.durationNanos
  return kind === 'Server' && startNanos > parentEnd ? startNanos - parentEnd : 0
}

function close(node: { end: number } | undefined, end: number): void {
  if (node !== undefined) node.end = end
}

export function hasChildren(node: SpanNode): boolean {
  return node.end > node.index + 1
}

/** Returns the nodes that are not hidden by a collapsed ancestor. */
export function visibleNodes(
  nodes: readonly SpanNode[],
  collapsed: ReadonlySet<string>,
): readonly SpanNode[] {
  if (collapsed.size === 0) return nodes
  const visible: SpanNode[] = []
  let hiddenUntil = 0
  for (const node of nodes) {
    if (node.index < hiddenUntil) continue
    visible.push(node)
    if (collapsed.has(node.span.rowId)) hiddenUntil = node.end
  }
  return visible
}

/** Returns the IDs of the ancestors that must be expanded to show a node. */
export function ancestorIds(node: SpanNode): readonly string[] {
  const ids: string[] = []
  for (let parent = node.parent; parent !== undefined; parent = parent.parent)
    ids.push(parent.span.rowId)
  return ids
}
