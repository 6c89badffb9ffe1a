import { trace } from '@opentelemetry/api'
import { toXrayTraceId } from '../../correlation/index.ts'

/** The fields that tie a line to the active span; a fresh object each time, which the caller may fill. */
export function activeTraceFields(): Record<string, unknown> {
  const span = trace.getActiveSpan()
  if (!span) return {}
  const { traceId, spanId } = span.spanContext()
  return { trace_id: traceId, span_id: spanId, xray_trace_id: toXrayTraceId(traceId) }
}
