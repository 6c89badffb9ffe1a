import { isSpanContextValid, type SpanContext, TraceFlags } from '@opentelemetry/api'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { requestSpanOf } from '../signals/request-span.ts'
import type { TelemetryHandle } from '../telemetry.ts'
import { createRequestState, type RequestState, requestState } from './request-state.ts'

/** Creates the state of the request with its span, and sets the trace headers of the response. */
export function beginRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  telemetry: TelemetryHandle,
): RequestState {
  const { url: route } = request.routeOptions
  const span = requestSpanOf(request)
  const state = createRequestState(span, route, reply)
  request[requestState] = state
  if (!span) return state
  // Headers set on the raw response would make Node merge them with Fastify's one by one.
  setTraceHeaders(state, telemetry, (name, value) => reply.header(name, value))
  return state
}

type SetHeader = (name: string, value: string) => void

/** Sets the headers that return the trace ID to the client. */
export function setTraceHeaders(
  state: RequestState,
  telemetry: TelemetryHandle,
  setHeader: SetHeader,
): void {
  const ids = state.span?.spanContext()
  if (ids && isSpanContextValid(ids)) {
    const value = traceResponse(ids)
    setHeader('traceresponse', value)
    state.serverTiming = serverTiming(value)
    setHeader('server-timing', state.serverTiming)
  }
  const samplingResponse = telemetry.samplingResponse(state.context)
  if (samplingResponse) setHeader('X-Amzn-Trace-Id', samplingResponse)
}

/**
 * Browsers can read the trace ID from `Server-Timing`, to which the draft moved the response header.
 *
 * @see https://w3c.github.io/trace-context/
 */
const serverTiming = (value: string) => `trace;desc="${value}"`

/** Restores the entry in a `Server-Timing` header that the application has set. */
export function keepServerTiming(reply: FastifyReply, state: RequestState): void {
  const { serverTiming: own } = state
  const current = own === undefined ? own : reply.getHeader('server-timing')
  if (own === undefined || current === own || String(current).includes(own)) return
  reply.header('server-timing', current === undefined ? own : `${current}, ${own}`)
}

/** The response header defines no flag but `sampled`. */
function traceResponse({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${(traceFlags & TraceFlags.SAMPLED) === 0 ? '00' : '01'}`
}
