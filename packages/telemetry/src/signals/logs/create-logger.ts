import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino'
import type { LogsConfig } from '../../config/logs-variables.ts'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import type { Redactor } from '../../redaction/index.ts'
import { createFieldsRedactor } from './redact-fields.ts'
import { activeTraceFields } from './trace-fields.ts'

export interface CreateLoggerOptions {
  readonly level: LogsConfig['level']
  readonly service: ServiceIdentity
  readonly redactor: Redactor
  readonly destination: DestinationStream
}

/** The shape CloudWatch Logs Insights discovers fields in: level as a word, the service and its version. */
function lineShape({ name, version }: ServiceIdentity) {
  return {
    base: { service: name, version },
    formatters: { level: (label) => ({ level: label }) },
    // Redaction has already replaced the error by a plain object.
    serializers: { err: (error) => error },
  } satisfies LoggerOptions
}

/** Every line is redacted and carries the IDs of the active span. */
export function createLogger(options: CreateLoggerOptions): Logger {
  const { level, redactor, destination } = options
  const redactFields = createFieldsRedactor(redactor)
  const shape = lineShape(options.service)
  const logger = pino(
    {
      ...shape,
      level,
      formatters: {
        ...shape.formatters,
        // The mixin creates this object for each line, so it can be changed.
        log: redactFields,
      },
      mixin: activeTraceFields,
      serializers: {
        ...shape.serializers,
        msg: (message) => (typeof message === 'string' ? redactor.text(message) : message),
      },
    },
    destination,
  )
  // pino applies `formatters.bindings` to a child only if the child sets it.
  const { child, setBindings } = logger
  logger.setBindings = function redactedBindings(this: Logger, bindings) {
    setBindings.call(this, redactFields({ ...bindings }))
  }
  logger.child = function redactedChild(this: Logger, bindings, options) {
    return child.call(this, redactFields({ ...bindings }), options)
  } as Logger['child']
  return logger
}
