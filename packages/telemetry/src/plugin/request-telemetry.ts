import type { FastifyRequest } from 'fastify'
import type { ErrorReportContext, ReportedPerson } from '../signals/error-report-context.ts'
import type { Telemetry } from '../telemetry.ts'
import { reportContext } from './report-context.ts'
import { requestState } from './request-state.ts'

/** `request.telemetry`: what a handler may want of the request's tracks. */
export interface RequestTelemetry {
  /** 32 hex digits; undefined when spans are off or the path is untraced. */
  readonly traceId: string | undefined
  /** 16 hex digits, those of the X-Ray segment too. */
  readonly spanId: string | undefined
  /** Reports an error that the handler deals with itself; what it throws is reported anyway when it ends in a 5xx. */
  reportError(error: unknown, context?: ErrorReportContext): string | undefined
  /** Reports a text with this request, by default with level `info`. */
  reportMessage(message: string, context?: ErrorReportContext): string | undefined
  /** Who made the request, for error reports. */
  setPerson(person: ReportedPerson): void
}

export function createRequestTelemetry(
  request: FastifyRequest,
  telemetry: Telemetry,
): RequestTelemetry {
  const state = request[requestState]
  const ids = state?.span?.spanContext()
  return {
    traceId: ids?.traceId,
    spanId: ids?.spanId,
    reportError: (error, context) =>
      telemetry.reportError(error, { ...(state && reportContext(request, state)), ...context }),
    reportMessage: (message, context) =>
      telemetry.reportMessage(message, { ...(state && reportContext(request, state)), ...context }),
    setPerson: (person) => {
      if (state) state.person = person
    },
  }
}
