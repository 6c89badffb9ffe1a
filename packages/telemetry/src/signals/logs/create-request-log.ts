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
 * The line that pino would write, put together here: which fields it has is known, so nothing needs to
 * be looked up, told apart or redacted one by one. It is the one line that each request leaves.
 */
export function createRequestLog(options: RequestLogOptions): RequestLog {
  const { logger, service, redactor, destination } = options
  const redactFields = createFieldsRedactor(redactor)
  const identity = `,"service":${quoted(service.name)},"version":${quoted(service.version)}`

  function ofError(error: unknown): string {
    if (error === undefined) return ''
    const { err } = redactFields({ err: error })
    // A function or a symbol that was thrown leaves nothing to show.
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

/** Only what comes from outside of closed sets can hold what JSON has to escape. */
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
