import { type DestinationStream, type Logger, pino } from 'pino'
import { toXrayTraceId } from '../../correlation/index.ts'
import type { Redactor } from '../../redaction/index.ts'
import { isError } from '../../thrown-value.ts'
import type { RequestLine, RequestLog } from '../request-log.ts'
import { createFieldsRedactor, thrownFields } from './redact-fields.ts'

export interface RequestLogOptions {
  readonly logger: Logger
  readonly redactor: Redactor
  readonly destination: DestinationStream
}

/**
 * Writes the line of each request as pino would. Its fields are known, so it is built without pino's
 * lookups and per-field redaction.
 */
export function createRequestLog(options: RequestLogOptions): RequestLog {
  const { logger, redactor, destination } = options
  const redactFields = createFieldsRedactor(redactor)

  function errorField(failure: RequestLine['failure']): string {
    if (failure === undefined) return ''
    const { error } = failure
    const err = isError(error)
      ? redactFields({ err: error }, {}).err
      : thrownFields(error, redactor)
    return `,"err":${JSON.stringify(err)}`
  }

  return (line) => {
    const { level, message, failure } = line
    const own = isDescendant(line.logger, logger) ? line.logger : logger
    if (!own.isLevelEnabled(level)) return
    const bindings = (own as BoundLogger)[pino.symbols.chindingsSym]
    destination.write(
      `{"level":"${level}","time":${Date.now()}${bindings}${ids(line)}${facts(line)}${errorField(failure)},"msg":"${message}"}\n`,
    )
  }
}

/** pino keeps the bindings of a logger as JSON, redacted by `createLogger`. */
type BoundLogger = Logger & { readonly [pino.symbols.chindingsSym]: string }

/** A child factory of the application may return a logger of another kind. */
const isDescendant = (child: unknown, logger: Logger): child is Logger =>
  Object.prototype.isPrototypeOf.call(logger, child as object)

function ids({ span }: RequestLine): string {
  if (!span) return ''
  const { traceId, spanId } = span.spanContext()
  return `,"trace_id":"${traceId}","span_id":"${spanId}","xray_trace_id":"${toXrayTraceId(traceId)}"`
}

/** Only values outside closed sets can contain characters that JSON must escape. */
function facts(line: RequestLine): string {
  const { method, route, path, scheme, clientAddress } = line
  const { status, durationMillis, outcome, errorReport } = line
  let text = `,"method":"${method}"`
  if (route !== undefined) text += `,"route":${quoted(route)}`
  if (path !== undefined) text += `,"path":${quoted(path)}`
  if (scheme !== undefined) text += `,"scheme":"${scheme}"`
  if (clientAddress !== undefined) text += `,"client_address":${quoted(clientAddress)}`
  if (status !== undefined) text += `,"status":${status}`
  text += `,"duration_ms":${durationMillis},"outcome":"${outcome}"`
  return errorReport === undefined ? text : `${text},"error_report":"${errorReport}"`
}

const quoted: (text: string) => string = JSON.stringify
