import type { FastifyRequest } from 'fastify'
import type { ErrorReportContext, ReportedPerson } from '../signals/error-report-context.ts'
import { type HttpRequest, type ServerRequest, serverRequestOf } from '../signals/server-request.ts'
import type { Telemetry } from '../telemetry.ts'

/** `request.telemetry`: the trace and the error reports of a request. */
export interface RequestTelemetry {
  /** 32 hex digits; undefined if spans are disabled or the path is untraced. */
  readonly traceId: string | undefined
  /** 16 hex digits; also the ID of the X-Ray segment. */
  readonly spanId: string | undefined
  /** Reports an error that the handler handles. A thrown error that results in a 5xx is reported anyway. */
  reportError(error: unknown, context?: ErrorReportContext): string | undefined
  /** Reports a text with this request, by default with level `info`. */
  reportMessage(message: string, context?: ErrorReportContext): string | undefined
  /** Sets the user of the request for error reports. */
  setPerson(person: ReportedPerson): void
}

export function createRequestTelemetry(
  http: FastifyRequest,
  telemetry: Telemetry,
): RequestTelemetry {
  const request = serverRequestOf(http)
  const ids = request?.span?.spanContext()
  const own = () => request && reportContext(http, request)
  return {
    traceId: ids?.traceId,
    spanId: ids?.spanId,
    reportError: (error, context) => telemetry.reportError(error, { ...own(), ...context }),
    reportMessage: (message, context) => telemetry.reportMessage(message, { ...own(), ...context }),
    setPerson: (person) => {
      if (request) request.person = person
    },
  }
}

/** A request in an error report; redacted by the signal. */
export function reportContext(http: HttpRequest, request: ServerRequest): ErrorReportContext {
  const { method, route, scheme, authority, target, person } = request
  const ids = request.span?.spanContext()
  return {
    ...(route !== undefined && { route: `${method} ${route}` }),
    request: {
      method,
      url: `${scheme}://${authority}${target}`,
      headers: http.headers,
      params: http.params,
      body: http.body,
    },
    ...(person && { person }),
    ...(ids && { traceId: ids.traceId, spanId: ids.spanId }),
  }
}
