import { isSpanContextValid, TraceFlags } from '@opentelemetry/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Telemetry } from '../telemetry.ts'
import type { RequestFacts } from './request-facts.ts'
import { openRequestState, type RequestState, requestState } from './request-state.ts'

/** Takes the request's span over, names it, and tells the client the trace id. */
export function beginRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  telemetry: Telemetry,
): RequestState {
  const state = openRequestState(request)
  request[requestState] = state
  // One logger for all requests: the ids of a line come from the active span.
  request.log = telemetry.logger
  reply.log = telemetry.logger
  const { span, route } = state
  if (!span) return state
  // A header set on the raw response would make Node merge it with Fastify's, one by one.
  tellTraceId(state, telemetry, (name, value) => reply.header(name, value))
  if (span.isRecording()) {
    span.updateName(route === undefined ? request.method : `${request.method} ${route}`)
    span.setAttributes(requestAttributes(request))
  }
  return state
}

/** Sets the headers of the answer that carry the trace id. */
export function tellTraceId(
  { span, context }: RequestState,
  telemetry: Telemetry,
  setHeader: (name: string, value: string) => void,
): void {
  const ids = span?.spanContext()
  if (ids && isSpanContextValid(ids)) {
    const flags = (ids.traceFlags & TraceFlags.SAMPLED) === 0 ? '00' : '01'
    setHeader('traceresponse', `00-${ids.traceId}-${ids.spanId}-${flags}`)
  }
  const samplingResponse = telemetry.samplingResponse(context)
  if (samplingResponse) setHeader('X-Amzn-Trace-Id', samplingResponse)
}

export function requestAttributes(request: RequestFacts) {
  const { url } = request
  const { address, port } = serverOf(request.host)
  const queryAt = url.indexOf('?')
  return {
    'url.path': queryAt < 0 ? url : url.slice(0, queryAt),
    'url.query': queryAt < 0 ? undefined : url.slice(queryAt + 1),
    'url.scheme': request.protocol,
    'server.address': address,
    'server.port': port,
    'client.address': request.ip,
    'user_agent.original': request.headers['user-agent'],
  }
}

interface ServerName {
  readonly address: string
  readonly port: number | undefined
}

/** Most services are called by one name. */
let lastHost = ''
let lastServer: ServerName = { address: '', port: undefined }

/** @param host of a `Host` header: a name or an address, with or without a port */
function serverOf(host: string): ServerName {
  if (host !== lastHost) {
    const [, address = host, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(host) ?? []
    lastHost = host
    lastServer = { address, port: port === undefined ? undefined : Number(port) }
  }
  return lastServer
}
