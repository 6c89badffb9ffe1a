import type { ErrorRow } from '../../model/error-row.ts'
import type { LogRow } from '../../model/log-row.ts'
import type { Place } from '../../model/place-rows.ts'
import type { SegmentRow } from '../../model/segment-row.ts'
import type { SpanRow } from '../../model/span-row.ts'
import { attribute } from './attribute.ts'
import { type Call, createCallReader, withRoute } from './call.ts'

/** A trace as the console assembles it. */
export interface TraceInput {
  /** In waterfall order. */
  readonly spans: readonly (Place & { readonly span: SpanRow })[]
  readonly segments: readonly SegmentRow[]
  readonly logs: readonly LogRow[]
  readonly errors: readonly ErrorRow[]
  /** More spans are stored than given. */
  readonly truncated: boolean
}

/** A span in its trace. Times are milliseconds since the start of the trace, with nanoseconds as fraction. */
export interface SpanNode {
  readonly span: SpanRow
  readonly rowId: string
  readonly parent: SpanNode | undefined
  /** By start. */
  readonly children: readonly SpanNode[]
  readonly startMillis: number
  readonly endMillis: number
  readonly durationMillis: number
  /** Names a parent that is not stored. */
  readonly isOrphan: boolean
  readonly clockSkewMillis: number
  /** The request or job that the span belongs to: the nearest server or consumer span of its service. */
  readonly entry: SpanNode
  /** The query or outgoing call of the span; of nested spans of one call, the innermost has it. */
  readonly call: Call | undefined
}

export interface TraceGraph {
  /** In waterfall order. */
  readonly nodes: readonly SpanNode[]
  readonly roots: readonly SpanNode[]
  /** Start of the first span, in nanoseconds since the epoch. */
  readonly originNano: bigint
  readonly bySpanId: ReadonlyMap<string, SpanNode>
  readonly segments: readonly SegmentRow[]
  readonly logs: readonly LogRow[]
  readonly errors: readonly ErrorRow[]
  readonly truncated: boolean
  /** Whether the trace is old enough that everything should have arrived. */
  readonly isSettled: boolean
}

interface GrowingNode extends SpanNode {
  children: SpanNode[]
  entry: SpanNode
  call: Call | undefined
}

/** @param isSettled See {@link TraceGraph}. */
export function createTraceGraph(input: TraceInput, isSettled: boolean): TraceGraph {
  const originNano = originOf(input.spans)
  const nodes = placeNodes(input.spans, originNano)
  const bySpanId = new Map<string, SpanNode>()
  for (const node of nodes)
    if (!bySpanId.has(node.span.SpanId)) bySpanId.set(node.span.SpanId, node)
  const { segments, logs, errors, truncated } = input
  return {
    nodes,
    roots: nodes.filter(({ parent }) => parent === undefined),
    ...{ originNano, bySpanId, segments, logs, errors, truncated, isSettled },
  }
}

function originOf(spans: TraceInput['spans']): bigint {
  return (
    spans.reduce<bigint | undefined>((first, { span }) => {
      const start = BigInt(span.Timestamp)
      return first === undefined || start < first ? start : first
    }, undefined) ?? 0n
  )
}

function placeNodes(spans: TraceInput['spans'], originNano: bigint): SpanNode[] {
  const ids = new Set(spans.map(({ span }) => span.SpanId))
  const readCall = createCallReader()
  /** The open chain of ancestors: the last span of each depth. */
  const chain: GrowingNode[] = []
  const nodes = spans.map(({ span, rowId, depth, orphan, clockSkewNano }) => {
    const parent = depth === 0 ? undefined : chain[depth - 1]
    const startMillis = toMillis(BigInt(span.Timestamp) - originNano)
    const durationMillis = toMillis(BigInt(span.Duration))
    const node = {
      ...{ span, rowId, parent, startMillis, durationMillis },
      children: [],
      endMillis: startMillis + durationMillis,
      isOrphan: orphan && !ids.has(span.ParentSpanId),
      clockSkewMillis: clockSkewNano === undefined ? 0 : toMillis(BigInt(clockSkewNano)),
      call: readCall(span),
    } as unknown as GrowingNode
    node.entry =
      isEntry(span) || parent?.span.ServiceName !== span.ServiceName ? node : parent.entry
    parent?.children.push(node)
    chain.length = depth
    chain[depth] = node
    return node
  })
  dropOuterCalls(nodes)
  addRoutes(nodes)
  return nodes
}

/** An ORM and its driver, or a client and its transport, record one call twice. */
function dropOuterCalls(nodes: readonly GrowingNode[]): void {
  for (const node of nodes) {
    const { call, span } = node
    if (call === undefined) continue
    const isRepeated = node.children.some(
      (child) => child.call?.type === call.type && child.span.ServiceName === span.ServiceName,
    )
    if (isRepeated) node.call = undefined
  }
}

/** The callee knows the route of a call. */
function addRoutes(nodes: readonly GrowingNode[]): void {
  for (const { span, parent } of nodes as readonly (GrowingNode & { parent?: GrowingNode })[]) {
    if (span.SpanKind !== 'Server' || parent?.call?.type !== 'http') continue
    const route = attribute(span, 'http.route')
    if (route !== '') parent.call = withRoute(parent.call, parent.span, route)
  }
}

export function isEntry({ SpanKind }: SpanRow): boolean {
  return SpanKind === 'Server' || SpanKind === 'Consumer'
}

/** The process that recorded the span, as far as its resource shows. */
export function processOf({ span }: SpanNode): string {
  const { ResourceAttributes: resource, ServiceName } = span
  const instance =
    resource['service.instance.id'] ??
    `${resource['host.name'] ?? ''}/${resource['process.pid'] ?? ''}`
  return `${ServiceName}\n${instance}`
}

function toMillis(nanos: bigint): number {
  return Number(nanos) / 1e6
}
