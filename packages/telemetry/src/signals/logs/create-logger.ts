import { trace } from '@opentelemetry/api'
import { type DestinationStream, type Logger, pino } from 'pino'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import { toXrayTraceId } from '../../correlation/index.ts'
import type { Redactor } from '../../redaction/index.ts'
import { redactLogger } from './redact-logger.ts'
import type { LogsConfig } from './variables.ts'

export interface CreateLoggerOptions {
  readonly level: LogsConfig['level']
  readonly service: ServiceIdentity
  readonly redactor: Redactor
  readonly destination: DestinationStream
}

/** Every line is redacted and carries the IDs of the active span. */
export function createLogger(options: CreateLoggerOptions): Logger {
  const { level, service, redactor, destination } = options
  const { name, version } = service
  const logger = pino(
    {
      // CloudWatch Logs Insights discovers fields in this shape.
      base: { service: name, version },
      formatters: { level: (label) => ({ level: label }) },
      level,
      mixin: activeTraceFields,
      // Errors are serialized with their redaction.
      serializers: { err: (error) => error },
    },
    destination,
  )
  redactLogger(logger, redactor)
  return logger
}

/** The IDs of the active span as a new object, which the caller may change. */
function activeTraceFields(): Record<string, unknown> {
  const span = trace.getActiveSpan()
  if (!span) return {}
  const { traceId, spanId } = span.spanContext()
  return { trace_id: traceId, span_id: spanId, xray_trace_id: toXrayTraceId(traceId) }
}
