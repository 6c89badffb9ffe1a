import { type DestinationStream, type Logger, pino } from 'pino'
import type { LogsConfig } from '../../config/logs-variables.ts'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import type { Redactor } from '../../redaction/index.ts'
import { createFieldsRedactor } from './redact-fields.ts'
import { traceFields } from './trace-fields.ts'

export interface LoggerOptions {
  readonly level: LogsConfig['level']
  readonly service: ServiceIdentity
  readonly redactor: Redactor
  readonly destination: DestinationStream
}

/** Lines as CloudWatch Logs Insights finds its way in: level as a word, ids of the active span, the service and its version. */
export function createLogger({ level, service, redactor, destination }: LoggerOptions): Logger {
  const redactFields = createFieldsRedactor(redactor)
  const logger = pino(
    {
      level,
      base: { service: service.name, version: service.version },
      formatters: {
        level: (label) => ({ level: label }),
        // The mixin has made this object for this one line.
        log: redactFields,
      },
      mixin: traceFields,
      serializers: {
        // The fields' redaction has made a plain object of the error already.
        err: (error) => error,
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
