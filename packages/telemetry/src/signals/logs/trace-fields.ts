import { trace } from '@opentelemetry/api'
import { toXrayTraceId } from '../../correlation/index.ts'

/** The IDs of the active span as a new object, which the caller may change. */
export function activeTraceFields(): Record<string, unknown> {
  const span = trace.getActiveSpan()
  if (!span) return {}
  const { traceId, spanId } = span.spanContext()
  return { trace_id: traceId, span_id: spanId, xray_trace_id: toXrayTraceId(traceId) }
}
