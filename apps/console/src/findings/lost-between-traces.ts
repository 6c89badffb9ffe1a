import {
  advice,
  clientsByRequest,
  isCallOf,
  isServerRoot,
  requestOf,
} from './detectors/broken-propagation.ts'
import { type Finding, findingOf } from './finding.ts'
import { millis, rounded } from './text.ts'
import { attribute, httpUrl, serverHost } from './trace/attribute.ts'
import type { SpanNode, TraceGraph } from './trace/trace-graph.ts'

interface Client {
  readonly trace: TraceGraph
  readonly node: SpanNode
}

/** Of one request and host. */
const maxClients = 200

/**
 * Traces that start with a server span while a client span of another trace requests the same path of the
 * same host: the context was lost between them. A client span matches one server span only.
 */
export function lostBetweenTraces(graphs: readonly TraceGraph[]): Map<TraceGraph, Finding[]> {
  const clients = new Map<string, Client[]>()
  for (const trace of graphs)
    for (const [request, nodes] of clientsByRequest(trace))
      for (const node of nodes) {
        const key = `${request} ${hostOf(node)}`
        const known = clients.get(key)
        if (known === undefined) clients.set(key, [{ trace, node }])
        else if (known.length < maxClients) known.push({ trace, node })
      }
  const used = new Set<SpanNode>()
  const found = new Map<TraceGraph, Finding[]>()
  for (const trace of graphs) {
    const [server] = trace.roots
    if (server === undefined || !isServerRoot(server) || hostOf(server) === '') continue
    const caller = clients
      .get(`${requestOf(server)} ${hostOf(server)}`)
      ?.find(
        (client) =>
          client.trace !== trace &&
          !used.has(client.node) &&
          isCallOf(client.node, server, Number(trace.originNano - client.trace.originNano) / 1e6),
      )
    if (caller === undefined) continue
    used.add(caller.node)
    found.set(trace, [findingFor(server, caller)])
  }
  return found
}

function findingFor(server: SpanNode, { node }: Client): Finding {
  const { ServiceName, TraceId } = node.span
  return findingOf('broken-propagation', [server], {
    reason: `${server.span.SpanName} of ${server.span.ServiceName} starts a trace, although ${ServiceName} calls it at the same time (${millis(node.durationMillis)}) in trace ${TraceId}`,
    advice,
    evidence: {
      ...{ caller: ServiceName, callerTraceId: TraceId },
      callerMillis: rounded(node.durationMillis),
      calleeMillis: rounded(server.durationMillis),
    },
  })
}

/** Host and port of the request; '' when unknown. */
function hostOf({ span }: SpanNode): string {
  const authority = /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(httpUrl(span))?.[1]
  if (authority !== undefined) return authority.toLowerCase()
  const port = attribute(span, 'server.port', 'net.host.port')
  const host = serverHost(span) || attribute(span, 'net.host.name')
  return (host === '' || host.includes(':') || port === '' ? host : `${host}:${port}`).toLowerCase()
}
