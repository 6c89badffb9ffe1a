import { isSpanContextValid, TraceFlags } from '@opentelemetry/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Telemetry } from '../telemetry.ts'
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
  const { span } = state
  if (!span) return state
  const ids = span.spanContext()
  if (isSpanContextValid(ids)) {
    const flags = (ids.traceFlags & TraceFlags.SAMPLED) === 0 ? '00' : '01'
    // A header set on the raw response would make Node merge it with Fastify's, one by one.
    reply.header('traceresponse', `00-${ids.traceId}-${ids.spanId}-${flags}`)
  }
  const samplingAnswer = telemetry.samplingAnswer(state.context)
  if (samplingAnswer) reply.header('X-Amzn-Trace-Id', samplingAnswer)
  if (span.isRecording()) {
    const route = request.routeOptions.url
    span.updateName(route === undefined ? request.method : `${request.method} ${route}`)
    span.setAttributes(requestAttributes(request))
  }
  return state
}

function requestAttributes(request: FastifyRequest) {
  const { url } = request
  const queryAt = url.indexOf('?')
  return {
    'url.path': queryAt < 0 ? url : url.slice(0, queryAt),
    'url.query': queryAt < 0 ? undefined : url.slice(queryAt + 1),
    'url.scheme': request.protocol,
    'server.address': request.hostname,
    'server.port': request.port ?? undefined,
    'client.address': request.ip,
    'user_agent.original': request.headers['user-agent'],
  }
}
