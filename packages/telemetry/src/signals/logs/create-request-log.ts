import { type DestinationStream, type Logger, pino } from 'pino'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import type { Redactor } from '../../redaction/index.ts'
import type { RequestLog } from '../request-log.ts'
import { lineShape } from './create-logger.ts'
import { createFieldsRedactor } from './redact-fields.ts'
import { traceFields } from './trace-fields.ts'

export interface RequestLogOptions {
  readonly logger: Logger
  readonly service: ServiceIdentity
  readonly redactor: Redactor
  readonly destination: DestinationStream
}

/** Past the redaction and the look for the active span, which are a good part of what a line costs. */
export function createRequestLog(options: RequestLogOptions): RequestLog {
  const { logger, service, redactor, destination } = options
  const redactFields = createFieldsRedactor(redactor)
  const plain = pino(lineShape(service), destination)

  return ({ level, message, span, fields, error }) => {
    if (!logger.isLevelEnabled(level)) return
    const line = Object.assign(traceFields(span), fields)
    if (error !== undefined) Object.assign(line, redactFields({ err: error }))
    plain[level](line, message)
  }
}
