import { performance } from 'node:perf_hooks'
import { type Context, context, createContextKey, type Span, trace } from '@opentelemetry/api'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { getIncomingTrace } from '../correlation/index.ts'
import { RequestContext } from '../correlation/request-context.ts'
import type { ReportedPerson } from '../signals/error-report-context.ts'

export interface RequestFailure {
  readonly error: unknown
  /** Thrown after the response was sent. */
  readonly isLate?: boolean
}

/** State of a request from its first hook until its response is closed. */
export interface RequestState {
  /** Value of `performance.now()`. */
  readonly startMillis: number
  /** Context with the span of the request, for callbacks that lost it. */
  context: Context
  /** Undefined for an untraced path or if spans are disabled. */
  readonly span: Span | undefined
  /** Route pattern; undefined if no route matched. */
  readonly route: string | undefined
  /** Undefined for a request that Fastify rejects before its hooks, and when the request is complete. */
  reply: FastifyReply | undefined
  /** The last thrown value of the request. */
  failure: RequestFailure | undefined
  /** The response was completely written to the network. */
  finished: boolean
  /** The handler or the connection timed out. */
  timedOut: boolean
  /** The app was already closing when the request arrived. */
  closing: boolean
  /** Status of the response to an upgrade, for example 101. */
  upgradeStatus: number | undefined
  /** Progress of the `onResponse` hooks, which run after the response. */
  onResponse: 'not started' | 'running' | 'done'
  /** Completes the request when the hooks have run. */
  afterHooks: (() => void) | undefined
  /** Value of `performance.now()` when the response was closed. */
  endMillis: number | undefined
  /** The entry of the response in `Server-Timing`. */
  serverTiming: string | undefined
  /** Set by the application. */
  person: ReportedPerson | undefined
}

export const requestState = Symbol('cruddur.request')

declare module 'fastify' {
  interface FastifyRequest {
    [requestState]: RequestState | null
  }
}

const stateKey = createContextKey('cruddur.request-state')

export function createRequestState(
  span: Span | undefined,
  route: string | undefined,
  reply: FastifyReply | undefined,
  active: Context = context.active(),
): RequestState {
  const state: RequestState = {
    startMillis: performance.now(),
    context: active,
    span,
    route,
    reply,
    failure: undefined,
    finished: false,
    timedOut: false,
    closing: false,
    upgradeStatus: undefined,
    onResponse: 'not started',
    afterHooks: undefined,
    endMillis: undefined,
    serverTiming: undefined,
    person: undefined,
  }
  const withSpan = span && trace.getSpan(active) !== span ? trace.setSpan(active, span) : active
  state.context = keepState(withSpan, state)
  return state
}

/** A context in which `activeRequestState` finds the state. */
function keepState(within: Context, state: RequestState): Context {
  const incoming = getIncomingTrace(within)
  // A request that is injected while another one is processed shares its context.
  if (!incoming || incoming.request || !isLocalRoot(state.span)) {
    return RequestContext.over(within, stateKey, state)
  }
  incoming.request = state
  return within
}

function isLocalRoot(span: Span | undefined): boolean {
  const parent = (span as Partial<ReadableSpan> | undefined)?.parentSpanContext
  return parent === undefined || parent.isRemote === true
}

export const stateOf = (request: FastifyRequest): RequestState | undefined =>
  request[requestState] ?? undefined

/** The request that the current code runs for, if any. */
export function activeRequestState(): RequestState | undefined {
  const active = context.active()
  return (active.getValue(stateKey) ?? getIncomingTrace(active)?.request) as
    | RequestState
    | undefined
}
