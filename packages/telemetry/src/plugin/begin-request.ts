import { INVALID_TRACEID, type SpanContext, TraceFlags } from '@opentelemetry/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ServerRequest, serverRequestOf, setServerRequest } from '../signals/server-request.ts'
import type { TelemetryHandle } from '../telemetry.ts'
import { setRequestContext } from './active-request.ts'

/** Completes the facts of a request that has just started, and sets the trace headers of the response. */
export function beginRequest(
  http: FastifyRequest,
  reply: FastifyReply,
  telemetry: TelemetryHandle,
): ServerRequest {
  const request = serverRequestOf(http) ?? new ServerRequest(http, http.routeOptions.url)
  request.reply = reply
  setRequestContext(request)
  setServerRequest(http, request)
  // Headers set on the raw response would make Node merge them with Fastify's one by one.
  if (request.span) setTraceHeaders(request, telemetry, (name, value) => reply.header(name, value))
  return request
}

type SetHeader = (name: string, value: string) => void

/** Sets the headers that return the trace ID to the client. */
export function setTraceHeaders(
  request: ServerRequest,
  telemetry: TelemetryHandle,
  setHeader: SetHeader,
): void {
  const ids = request.span?.spanContext()
  // A span that is not recorded because tracing is suppressed has no IDs; all others are our own.
  if (ids && ids.traceId !== INVALID_TRACEID) {
    const value = traceResponse(ids)
    setHeader('traceresponse', value)
    request.serverTiming = serverTiming(value)
    setHeader('server-timing', request.serverTiming)
  }
  const samplingResponse = telemetry.samplingResponse(request.context)
  if (samplingResponse) setHeader('X-Amzn-Trace-Id', samplingResponse)
}

/**
 * Browsers can read the trace ID from `Server-Timing`, to which the draft moved the response header.
 *
 * @see https://w3c.github.io/trace-context/
 */
const serverTiming = (value: string) => `trace;desc="${value}"`

/** Restores the entry in a `Server-Timing` header that the application has set. */
export function keepServerTiming(reply: FastifyReply, own: string): void {
  const current = reply.getHeader('server-timing')
  if (current === own || String(current).includes(own)) return
  reply.header('server-timing', current === undefined ? own : `${current}, ${own}`)
}

/** The response header defines no flag but `sampled`. */
function traceResponse({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${(traceFlags & TraceFlags.SAMPLED) === 0 ? '00' : '01'}`
}
