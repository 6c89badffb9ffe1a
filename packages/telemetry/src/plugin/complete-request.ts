import type { ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { context, SpanStatusCode, trace } from '@opentelemetry/api'
import type { RequestInfo } from '../signals/request-info.ts'
import { requestPath } from '../signals/request-target.ts'
import type { TelemetryHandle } from '../telemetry.ts'
import { describeThrown, toException } from '../thrown-value.ts'
import { isLoadShedding, reportLoadShedding } from './load-shedding.ts'
import { reportContext } from './report-context.ts'
import { type Outcome, type RequestResult, resultOf } from './request-result.ts'
import type { RequestState } from './request-state.ts'

/** A hook that takes longer is not waited for, so a hanging one does not keep the request open. */
const maxHookMillis = 1000

/** Completes the request in all signals when its response is closed and its `onResponse` hooks have run. */
export function completeWithResponse(
  request: RequestInfo,
  response: ServerResponse,
  state: RequestState,
  telemetry: TelemetryHandle,
): void {
  // Each event occurs once; `once` would wrap and remove the listener for every request.
  response.on('finish', () => {
    state.finished = true
  })
  if (state.span) telemetry.requestMetrics.begin(request.method, request.protocol)
  response.on('close', () => {
    state.endMillis = performance.now()
    const complete = () => completeRequest(request, response, state, telemetry)
    if (state.onResponse !== 'running') return complete()
    state.afterHooks = complete
    setTimeout(() => runAfterHooks(state), maxHookMillis).unref()
  })
}

/** Called when the `onResponse` hooks have run. */
export function runAfterHooks(state: RequestState): void {
  state.onResponse = 'done'
  const { afterHooks } = state
  state.afterHooks = undefined
  afterHooks?.()
}

function completeRequest(
  request: RequestInfo,
  response: ServerResponse,
  state: RequestState,
  telemetry: TelemetryHandle,
): void {
  const result = resultOf(response, state)
  const isUntraced = !state.span && telemetry.isUntraced(request.url, request.method)
  // A readiness probe that returns 503 is not an error; a handler that throws is.
  const isReported = result.failed && !(isUntraced && (!state.failure || result.status === 503))
  const reportId = isReported ? report(request, state, result, telemetry) : undefined
  if (state.span) {
    measure(request, response, state, result, telemetry)
    endSpan(response, state, result, reportId)
  }
  if (!isUntraced || isReported) writeLine(request, state, result, reportId, telemetry)
  // The timeout of an idle connection keeps the context of its last request, and with it this state.
  state.reply = undefined
}

function measure(
  { method, protocol }: RequestInfo,
  response: ServerResponse,
  { route, startMillis, endMillis = performance.now(), context }: RequestState,
  { status, errorType }: RequestResult,
  { requestMetrics }: TelemetryHandle,
): void {
  requestMetrics.end({
    method,
    scheme: protocol,
    route,
    status,
    errorType,
    protocolVersion: response.req.httpVersion,
    durationMillis: endMillis - startMillis,
    context,
  })
}

function report(
  request: RequestInfo,
  state: RequestState,
  { outcome, status }: RequestResult,
  telemetry: TelemetryHandle,
): string | undefined {
  const { failure } = state
  // A connection that is cut by a shutdown is not an error of the service.
  if (outcome === 'server_closed' && !failure) return undefined
  const subject = failure
    ? failure.error
    : `${request.method} ${state.route ?? '(no route)'} ${status ? `responded with ${status}` : 'timed out'}`
  return context.with(state.context, () => {
    const reported = reportContext(request, state)
    return isLoadShedding(failure?.error)
      ? reportLoadShedding(telemetry, subject, reported)
      : telemetry.reportError(subject, reported)
  })
}

function endSpan(
  response: ServerResponse,
  state: RequestState,
  result: RequestResult,
  reportId: string | undefined,
): void {
  const { span, failure } = state
  if (!span) return
  const { outcome, status, failed, errorType } = result
  if (failed && failure && span.isRecording()) span.recordException(toException(failure.error))
  const message = failure && describeThrown(failure.error).message
  span.setAttributes({
    'cruddur.request.outcome': outcome,
    'http.response.status_code': status,
    'http.response.body.size': bodySize(response, state.reply),
    'error.type': errorType,
    'cruddur.error_report.uuid': reportId,
  })
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR, ...(message && { message }) })
  // The hooks are not part of the request.
  span.end(state.onResponse === 'done' ? state.endMillis : undefined)
}

/** The size that the response declares; a response to HEAD and a 304 have no body. */
function bodySize(response: ServerResponse, reply: RequestState['reply']): number | undefined {
  const { req, statusCode } = response
  // Fastify passes its headers to `writeHead`, which does not store them.
  const length = reply?.getHeader('content-length') ?? response.getHeader('content-length')
  if (length === undefined || req.method === 'HEAD' || statusCode === 304) return undefined
  const bytes = Number(length)
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

const messages: Record<Outcome, string> = {
  completed: 'request completed',
  client_aborted: 'request aborted by the client',
  timed_out: 'request timed out',
  server_closed: 'request cut by the server',
}

/** nginx's status for a client that closed the connection before the response. */
const clientClosedRequest = 499

function writeLine(
  request: RequestInfo,
  state: RequestState,
  { outcome, status, failed }: RequestResult,
  reportId: string | undefined,
  { requestLog, redactor }: TelemetryHandle,
): void {
  const { route, failure, startMillis, endMillis = performance.now() } = state
  const shown = status ?? (outcome === 'client_aborted' ? clientClosedRequest : undefined)
  const isFine = shown !== undefined && shown < 400 && outcome === 'completed'
  requestLog({
    level: failed ? 'error' : isFine ? 'info' : 'warn',
    message: messages[outcome],
    logger: state.reply?.log,
    span: trace.getSpan(state.context),
    method: request.method,
    route,
    // The path of a known route is its pattern, or differs by the values of its parameters.
    path: route === request.url ? undefined : redactor.url(requestPath(request)),
    scheme: request.protocol,
    clientAddress: request.ip || undefined,
    status: shown,
    durationMillis: Math.round((endMillis - startMillis) * 1000) / 1000,
    outcome,
    errorReport: reportId,
    failure: failed ? failure : undefined,
  })
}
