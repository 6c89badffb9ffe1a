import type { ErrorReportContext } from '../signals/error-report-context.ts'
import type { Telemetry } from '../telemetry.ts'

const intervalMillis = 60_000

interface Interval {
  rejected: number
  last: { readonly error: unknown; readonly context: ErrorReportContext } | undefined
}

const intervals = new WeakMap<Telemetry, Interval>()

/** Whether @fastify/under-pressure rejected the request. */
export const isLoadShedding = (error: unknown): boolean =>
  (error as { code?: unknown } | undefined)?.code === 'FST_UNDER_PRESSURE'

/**
 * Reports the first rejected request at once and the number of further ones once per minute, so that
 * load shedding does not use up the rate limit of error reports.
 */
export function reportLoadShedding(
  telemetry: Telemetry,
  error: unknown,
  context: ErrorReportContext,
): string | undefined {
  const current = intervals.get(telemetry)
  if (current) {
    current.rejected += 1
    current.last = { error, context }
    return undefined
  }
  startInterval(telemetry)
  return telemetry.reportError(error, withCount(context, 1))
}

function startInterval(telemetry: Telemetry): void {
  const interval: Interval = { rejected: 0, last: undefined }
  intervals.set(telemetry, interval)
  setTimeout(() => {
    intervals.delete(telemetry)
    const { last, rejected } = interval
    if (!last) return
    startInterval(telemetry)
    telemetry.reportError(last.error, withCount(last.context, rejected))
  }, intervalMillis).unref()
}

const withCount = (context: ErrorReportContext, rejected: number): ErrorReportContext => ({
  ...context,
  level: 'warning',
  custom: { ...context.custom, rejected_requests: rejected },
})
