import type { Detector } from '../detector.ts'
import { findingOf } from '../finding.ts'
import { millis, rounded } from '../text.ts'
import { httpMethod, httpUrl, pathOf } from '../trace/attribute.ts'
import { isEntry, type SpanNode, type TraceGraph } from '../trace/trace-graph.ts'

export const advice =
  'Send the context of the client span: use an instrumented client, pass the headers of propagation.inject on, and let proxies forward traceparent (with its parent ID) unchanged.'
const toleranceMillis = 5
/** Of one request: more take time and make the match arbitrary. */
const maxClients = 200

/** Server spans without a parent that match an open client span without a callee. */
export const brokenPropagation: Detector = (trace) => {
  if (trace.roots.length < 2) return []
  const clients = clientsByRequest(trace)
  return trace.roots.filter(isServerRoot).flatMap((server) => matchOf(server, clients))
}

function matchOf(server: SpanNode, clients: ReadonlyMap<string, SpanNode[]>) {
  const caller = clients
    .get(requestOf(server))
    ?.slice(0, maxClients)
    .find((client) => isCallOf(client, server, 0) && rootOf(client) !== server)
  if (caller === undefined) return []
  return [
    findingOf('broken-propagation', [server, caller], {
      reason: `${server.span.SpanName} of ${server.span.ServiceName} has no parent, although ${caller.span.ServiceName} calls it at the same time (${millis(caller.durationMillis)})`,
      advice,
      evidence: {
        caller: caller.span.ServiceName,
        callerMillis: rounded(caller.durationMillis),
        calleeMillis: rounded(server.durationMillis),
      },
    }),
  ]
}

/**
 * Whether the client span may have caused the server span.
 * @param laterMillis How much later the trace of the server span starts than that of the client span.
 */
export function isCallOf(client: SpanNode, server: SpanNode, laterMillis: number): boolean {
  const start = server.startMillis + laterMillis
  return (
    client.span.ServiceName !== server.span.ServiceName &&
    isSamePath(pathOf(httpUrl(client.span)), pathOf(httpUrl(server.span))) &&
    start >= client.startMillis - toleranceMillis &&
    start <= client.endMillis &&
    server.durationMillis <= client.durationMillis + toleranceMillis
  )
}

/** Client spans without a callee, by method and path. */
export function clientsByRequest(trace: TraceGraph): ReadonlyMap<string, SpanNode[]> {
  const clients = trace.nodes.filter(
    ({ span, children }) =>
      span.SpanKind === 'Client' && !children.some((child) => isEntry(child.span)) && httpUrl(span),
  )
  return Map.groupBy(clients, requestOf)
}

function rootOf(node: SpanNode): SpanNode {
  let root = node
  while (root.parent !== undefined) root = root.parent
  return root
}

export function isServerRoot({ span }: SpanNode): boolean {
  return span.SpanKind === 'Server' && span.ParentSpanId === '' && httpUrl(span) !== ''
}

/** Method and last part of the path: a gateway may remove or add a prefix. */
export function requestOf({ span }: SpanNode): string {
  return `${httpMethod(span)} ${pathOf(httpUrl(span)).split('/').at(-1)}`
}

function isSamePath(one: string, other: string): boolean {
  if (one === other) return true
  const [shorter, longer] = one.length < other.length ? [one, other] : [other, one]
  return shorter.length > 1 && longer.endsWith(shorter)
}
