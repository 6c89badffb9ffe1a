import type { ServerResponse } from 'node:http'
import { performance } from 'node:perf_hooks'
import { context } from '@opentelemetry/api'
import { endRequestSpan } from '../signals/request-span.ts'
import type { HttpRequest, ServerRequest } from '../signals/server-request.ts'
import type { TelemetryHandle } from '../telemetry.ts'
import { isLoadShedding, reportLoadShedding } from './load-shedding.ts'
import { setResult } from './request-result.ts'
import { reportContext } from './request-telemetry.ts'

/** A hook that takes longer is not waited for, so a hanging one does not keep the request open. */
const maxHookMillis = 1000

/** Completes the request in all signals when its response is closed and its `onResponse` hooks have run. */
export function completeWithResponse(
  http: HttpRequest,
  response: ServerResponse,
  request: ServerRequest,
  telemetry: TelemetryHandle,
): void {
  // Each event occurs once; `once` would wrap and remove the listener for every request.
  response.on('finish', () => {
    request.finished = true
  })
  if (request.span) telemetry.requestMetrics.begin(request)
  response.on('close', () => {
    request.endMillis = performance.now()
    const complete = () => completeRequest(http, response, request, telemetry)
    if (request.onResponse !== 'running') return complete()
    request.afterHooks = complete
    setTimeout(() => runAfterHooks(request), maxHookMillis).unref()
  })
}

/** Called when the `onResponse` hooks have run. */
export function runAfterHooks(request: ServerRequest): void {
  request.onResponse = 'done'
  const { afterHooks } = request
  request.afterHooks = undefined
  afterHooks?.()
}

function completeRequest(
  http: HttpRequest,
  response: ServerResponse,
  request: ServerRequest,
  telemetry: TelemetryHandle,
): void {
  setResult(request, response)
  const { span, failed, failure, status } = request
  const isUntraced = !span && telemetry.isUntraced(http.url, http.method)
  // A readiness probe that returns 503 is not an error; a handler that throws is.
  const isReported = failed && !(isUntraced && (!failure || status === 503))
  if (isReported) request.errorReport = report(http, request, telemetry)
  if (span) {
    telemetry.requestMetrics.end(request)
    endRequestSpan(request)
  }
  if (!isUntraced || isReported) telemetry.requestLog(request)
  // The timeout of an idle connection keeps the context of its last request, and with it this value.
  request.reply = undefined
}

function report(
  http: HttpRequest,
  request: ServerRequest,
  telemetry: TelemetryHandle,
): string | undefined {
  const { failure, status, outcome, method, route = '(no route)' } = request
  // A connection that is cut by a shutdown is not an error of the service.
  if (outcome === 'server_closed' && !failure) return undefined
  const ending = status ? `responded with ${status}` : 'timed out'
  const subject = failure ? failure.error : `${method} ${route} ${ending}`
  return context.with(request.context, () => {
    const reported = reportContext(http, request)
    return isLoadShedding(failure?.error)
      ? reportLoadShedding(telemetry, subject, reported)
      : telemetry.reportError(subject, reported)
  })
}
