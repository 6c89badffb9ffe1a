import type { ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { context, SpanStatusCode, trace } from '@opentelemetry/api'
import type { Telemetry } from '../telemetry.ts'
import { isLoadShedding, reportLoadShedding } from './load-shedding.ts'
import { type Ending, endingOf, type Outcome } from './outcome.ts'
import { reportContext } from './report-context.ts'
import type { RequestFacts } from './request-facts.ts'
import type { RequestState } from './request-state.ts'

/** When the response is over, one way or the other, all four signals learn the same of it. */
export function endWithResponse(
  request: RequestFacts,
  response: ServerResponse,
  state: RequestState,
  telemetry: Telemetry,
): void {
  // Each comes once; `once` would wrap the listener and take it off again, for every request.
  response.on('finish', () => {
    state.finished = true
  })
  response.on('close', () => endRequest(request, response, state, telemetry))
  if (state.span) telemetry.requestMetrics.begin(request.method, request.protocol)
}

function endRequest(
  request: RequestFacts,
  response: ServerResponse,
  state: RequestState,
  telemetry: Telemetry,
): void {
  const ending = endingOf(response, state)
  const isUntraced = !state.span && telemetry.isUntraced(request.url, request.method)
  // A readiness probe that returns 503 is not an error; a handler that throws is.
  const isReported = ending.failed && !(isUntraced && (!state.error || ending.status === 503))
  const reportId = isReported ? report(request, state, ending, telemetry) : undefined
  if (state.span) {
    measure(request, response, state, ending, telemetry)
    endSpan(state, ending, reportId)
  }
  if (!isUntraced) writeLine(request, state, ending, reportId, telemetry)
}

function measure(
  { method, protocol }: RequestFacts,
  response: ServerResponse,
  { route, startMillis, context }: RequestState,
  { status, errorType }: Ending,
  { requestMetrics }: Telemetry,
): void {
  requestMetrics.end({
    method,
    scheme: protocol,
    route,
    status,
    errorType,
    protocolVersion: response.req.httpVersion,
    durationMillis: performance.now() - startMillis,
    context,
  })
}

function report(
  request: RequestFacts,
  state: RequestState,
  { outcome, status }: Ending,
  telemetry: Telemetry,
): string | undefined {
  // A connection that is cut while the service stops is no defect to look into.
  if (outcome === 'server_closed') return undefined
  const subject =
    state.error ??
    `${request.method} ${state.route ?? '(no route)'} ${status ? `answered ${status}` : 'timed out'}`
  return context.with(state.context, () => {
    const reported = reportContext(request, state)
    return isLoadShedding(state.error)
      ? reportLoadShedding(telemetry, subject, reported)
      : telemetry.reportError(subject, reported)
  })
}

function endSpan(state: RequestState, ending: Ending, reportId: string | undefined): void {
  const { span, error } = state
  if (!span) return
  if (span.isRecording()) {
    span.setAttributes({
      'cruddur.request.outcome': ending.outcome,
      'http.response.status_code': ending.status,
      'error.type': ending.errorType,
      'cruddur.error_report.uuid': reportId,
    })
    if (ending.failed) {
      const message = error instanceof Error ? error.message : undefined
      span.setStatus({ code: SpanStatusCode.ERROR, ...(message && { message }) })
      if (error instanceof Error) span.recordException(error)
    }
  }
  span.end()
}

const messages: Record<Outcome, string> = {
  completed: 'request completed',
  client_aborted: 'request aborted by the client',
  timed_out: 'request timed out',
  server_closed: 'request cut by the server',
}

/** nginx's word for a client that left before it was answered. */
const clientClosedRequest = 499

function writeLine(
  request: RequestFacts,
  state: RequestState,
  { outcome, status, failed }: Ending,
  reportId: string | undefined,
  { requestLog, redactor }: Telemetry,
): void {
  const { route, error } = state
  const shown = status ?? (outcome === 'client_aborted' ? clientClosedRequest : undefined)
  const isFine = shown !== undefined && shown < 400 && outcome === 'completed'
  requestLog({
    level: failed ? 'error' : isFine ? 'info' : 'warn',
    message: messages[outcome],
    span: trace.getSpan(state.context),
    method: request.method,
    route,
    // The path of a known route is its pattern, or differs from it by what the route names.
    path: route === request.url ? undefined : redactor.url(request.url),
    status: shown,
    durationMillis: Math.round((performance.now() - state.startMillis) * 1000) / 1000,
    outcome,
    errorReport: reportId,
    error: failed ? error : undefined,
  })
}
