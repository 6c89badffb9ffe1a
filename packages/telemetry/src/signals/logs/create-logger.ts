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

/** Lines as CloudWatch Logs Insights finds its way in: level as a word, the service and its version. */
function lineShape({ name, version }: ServiceIdentity) {
  return {
    base: { service: name, version },
    formatters: { level: (label) => ({ level: label }) },
    // Redaction has made a plain object of an error already.
    serializers: { err: (error) => error },
  } satisfies LoggerOptions
}

/** Whatever is logged comes out redacted, with the ids of the active span. */
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
        // The mixin has made this object for this one line.
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
  // pino formats the bindings of a child only when the child itself asks for it.
  const { child } = logger
  logger.child = function redactedChild(this: Logger, bindings, options) {
    return child.call(this, redactFields({ ...bindings }), options)
  } as Logger['child']
  return logger
}
