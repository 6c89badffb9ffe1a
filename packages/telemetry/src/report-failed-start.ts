import { getTelemetry, type Telemetry } from './telemetry.ts'
import { withSpan } from './with-span.ts'

/**
 * Records a failed start as a span, a segment, a log line and an error report, then shuts telemetry
 * down. Never rejects. Call it before the process exits.
 */
export async function reportFailedStart(
  error: unknown,
  telemetry: Telemetry = getTelemetry(),
): Promise<void> {
  try {
    withSpan('start service', (span) => {
      const { traceId, spanId } = span.spanContext()
      telemetry.logger.fatal({ event: 'start_failed', err: error }, 'service failed to start')
      telemetry.reportError(error, { level: 'critical', traceId, spanId })
      throw error
    })
  } catch {
    await telemetry.shutdown()
  }
}
