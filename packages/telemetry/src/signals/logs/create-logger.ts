import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogsConfig } from '../../config/logs-variables.ts'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import type { Redactor } from '../../redaction/index.ts'
import { redactLogger } from './redact-logger.ts'
import { activeTraceFields } from './trace-fields.ts'

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
