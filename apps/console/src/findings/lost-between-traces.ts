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

/** A client span of one trace, and the server span that it started in another. */
interface LostCall {
  readonly client: Client
  readonly server: SpanNode
  readonly callee: TraceGraph
}

/** The finding of each trace that starts with a server span although another trace calls it. */
export function lostBetweenTraces(graphs: readonly TraceGraph[]): Map<TraceGraph, Finding[]> {
  return new Map(lostCalls(graphs).map((call) => [call.callee, [findingOfCallee(call)]]))
}

/** The findings of the first trace as callee and as caller of the others. */
export function lostOfTrace(graphs: readonly TraceGraph[]): Finding[] {
  const [own] = graphs
  return lostCalls(graphs).flatMap((call) =>
    call.callee === own
      ? [findingOfCallee(call)]
      : call.client.trace === own
        ? [findingOfCaller(call)]
        : [],
  )
}

/**
 * Traces that start with a server span while a client span of another trace requests the same path of the
 * same host: the context was lost between them. A client span matches one server span only.
 */
function lostCalls(graphs: readonly TraceGraph[]): LostCall[] {
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
  return graphs.flatMap((callee) => {
    const [server] = callee.roots
    if (server === undefined || !isServerRoot(server) || hostOf(server) === '') return []
    const client = clients
      .get(`${requestOf(server)} ${hostOf(server)}`)
      ?.find(
        ({ trace, node }) =>
          trace !== callee &&
          !used.has(node) &&
          isCallOf(node, server, Number(callee.originNano - trace.originNano) / 1e6),
      )
    if (client === undefined) return []
    used.add(client.node)
    return [{ client, server, callee }]
  })
}

function findingOfCallee({ server, client: { node } }: LostCall): Finding {
  const { ServiceName, TraceId } = node.span
  return findingOf('broken-propagation', [server], {
    reason: `${server.span.SpanName} of ${server.span.ServiceName} starts a trace, although ${ServiceName} calls it at the same time (${millis(node.durationMillis)}) in trace ${TraceId}`,
    advice,
    evidence: { caller: ServiceName, callerTraceId: TraceId, ...durations(node, server) },
  })
}

function findingOfCaller({ server, client: { node } }: LostCall): Finding {
  const { ServiceName, SpanName, TraceId } = server.span
  return findingOf('broken-propagation', [node], {
    reason: `${node.span.ServiceName} calls ${SpanName} of ${ServiceName}, which starts trace ${TraceId} instead of continuing this one (${millis(server.durationMillis)})`,
    advice,
    evidence: { callee: ServiceName, calleeTraceId: TraceId, ...durations(node, server) },
  })
}

function durations(client: SpanNode, server: SpanNode) {
  return {
    callerMillis: rounded(client.durationMillis),
    calleeMillis: rounded(server.durationMillis),
  }
}

/** Host and port of the request; '' when unknown. */
function hostOf({ span }: SpanNode): string {
  const authority = /^[a-z]+:\/\/(?:[^/?#@]*@)?([^/?#]+)/i.exec(httpUrl(span))?.[1]
  if (authority !== undefined) return authority.toLowerCase()
  const port = attribute(span, 'server.port', 'net.host.port')
  const host = serverHost(span) || attribute(span, 'net.host.name')
  return (host === '' || host.includes(':') || port === '' ? host : `${host}:${port}`).toLowerCase()
}
