import type { DestinationStream, Logger } from 'pino'
import type { ServiceIdentity } from '../../config/service-identity.ts'
import { toXrayTraceId } from '../../correlation/index.ts'
import type { Redactor } from '../../redaction/index.ts'
import type { RequestLine, RequestLog } from '../request-log.ts'
import { createFieldsRedactor } from './redact-fields.ts'

export interface RequestLogOptions {
  readonly logger: Logger
  readonly service: ServiceIdentity
  readonly redactor: Redactor
  readonly destination: DestinationStream
}

/**
 * Writes the line of each request as pino would. Its fields are known, so it is built without pino's
 * lookups and per-field redaction.
 */
export function createRequestLog(options: RequestLogOptions): RequestLog {
  const { logger, service, redactor, destination } = options
  const redactFields = createFieldsRedactor(redactor)
  const identity = `,"service":${quoted(service.name)},"version":${quoted(service.version)}`

  function ofError(error: unknown): string {
    if (error === undefined) return ''
    const { err } = redactFields({ err: error })
    // A thrown function or symbol has no JSON form.
    return err === undefined ? '' : `,"err":${JSON.stringify(err)}`
  }

  return (line) => {
    const { level, message, error } = line
    if (!logger.isLevelEnabled(level)) return
    destination.write(
      `{"level":"${level}","time":${Date.now()}${identity}${ids(line)}${facts(line)}${ofError(error)},"msg":"${message}"}\n`,
    )
  }
}

function ids({ span }: RequestLine): string {
  if (!span) return ''
  const { traceId, spanId } = span.spanContext()
  return `,"trace_id":"${traceId}","span_id":"${spanId}","xray_trace_id":"${toXrayTraceId(traceId)}"`
}

/** Only values outside closed sets can contain characters that JSON must escape. */
function facts(line: RequestLine): string {
  const { method, route, path, status, durationMillis, outcome, errorReport } = line
  let text = `,"method":"${method}"`
  if (route !== undefined) text += `,"route":${quoted(route)}`
  if (path !== undefined) text += `,"path":${quoted(path)}`
  if (status !== undefined) text += `,"status":${status}`
  text += `,"duration_ms":${durationMillis},"outcome":"${outcome}"`
  return errorReport === undefined ? text : `${text},"error_report":"${errorReport}"`
}

const quoted: (text: string) => string = JSON.stringify
