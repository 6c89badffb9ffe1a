import { performance } from 'node:perf_hooks'
import { type Context, context, type Span, trace } from '@opentelemetry/api'
import type { FastifyRequest } from 'fastify'
import type { ReportedPerson } from '../signals/error-report-context.ts'

/** What the plugin keeps of a request from its first hook until its response is over. */
export interface RequestState {
  /** Of `performance.now()`. */
  readonly startMillis: number
  /** Holds the request's span, for work that lost its context on the way. */
  readonly context: Context
  /** Not there when the path is untraced or spans are off. */
  readonly span: Span | undefined
  /** Its pattern; not there where no route was found. */
  readonly route: string | undefined
  /** The last error that Fastify was given to answer. */
  error: unknown
  /** The whole response was handed to the network. */
  finished: boolean
  /** The handler or the connection ran out of time. */
  timedOut: boolean
  /** The app was closing already when the request came. */
  closing: boolean
  /** Given by the app: who made the request. */
  person: ReportedPerson | undefined
}

export const requestState = Symbol('cruddur.request')

declare module 'fastify' {
  interface FastifyRequest {
    [requestState]: RequestState | null
  }
}

let otelSpanKey: symbol | undefined

/**
 * Takes the request's span over from @fastify/otel, which has just made it. That library (0.21.2)
 * would end it in `onSend`, before a stream has flowed or a client has left, never end it when
 * nothing is sent, and mark a thrown 404 as an error; without its span it leaves all that to us.
 */
export function openRequestState(request: FastifyRequest): RequestState {
  const active = context.active()
  otelSpanKey ??= Object.getOwnPropertySymbols(request).find(
    ({ description }) => description === 'fastify otel request spans',
  )
  const holder = request as unknown as Record<symbol, Span | null>
  const span = (otelSpanKey && holder[otelSpanKey]) || undefined
  if (otelSpanKey) holder[otelSpanKey] = null
  return {
    startMillis: performance.now(),
    context: span && trace.getSpan(active) !== span ? trace.setSpan(active, span) : active,
    span,
    route: request.routeOptions.url,
    error: undefined,
    finished: false,
    timedOut: false,
    closing: false,
    person: undefined,
  }
}
