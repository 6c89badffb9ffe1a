import { INVALID_TRACEID, type SpanContext, TraceFlags } from '@opentelemetry/api'
import type { FastifyReply } from 'fastify'
import type { ServerRequest } from '../signals/server-request.ts'
import type { TelemetryHandle } from '../telemetry.ts'

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

const jsonType = /^application\/(?:[\w.-]+\+)?json\b/i

/**
 * Adds the trace ID to the JSON body of an error, for clients that show the body and not the headers.
 * A body that is not a JSON object or has a `trace_id` is not changed.
 */
export function withTraceId<Payload>(
  payload: Payload,
  reply: FastifyReply,
  traceId: string | undefined,
): Payload | string {
  if (reply.statusCode < 400 || traceId === undefined || typeof payload !== 'string') return payload
  const isOpenObject = payload.startsWith('{"') && payload.endsWith('}')
  if (!isOpenObject || payload.includes('"trace_id"')) return payload
  if (!jsonType.test(String(reply.getHeader('content-type')))) return payload
  // Fastify has set it for its own errors, and sets it again if it is absent.
  reply.removeHeader('content-length')
  return `${payload.slice(0, -1)},"trace_id":"${traceId}"}`
}
