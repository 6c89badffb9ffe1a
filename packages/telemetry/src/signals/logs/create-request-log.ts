import { trace } from '@opentelemetry/api'
import { type DestinationStream, type Logger, pino } from 'pino'
import { toXrayTraceId } from '../../correlation/index.ts'
import type { Redactor } from '../../redaction/index.ts'
import { isError } from '../../thrown-value.ts'
import type { Outcome, RequestLog, ServerRequest } from '../server-request.ts'
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

  function errorField({ failed, failure }: ServerRequest): string {
    if (!failed || failure === undefined) return ''
    const { error } = failure
    const err = isError(error)
      ? redactFields({ err: error }, {}).err
      : thrownFields(error, redactor)
    return `,"err":${JSON.stringify(err)}`
  }

  /** Only values outside closed sets can contain characters that JSON must escape. */
  function facts(request: ServerRequest, status: number | undefined): string {
    const { route, target, clientAddress, errorReport } = request
    let text = `,"method":"${request.method}"`
    if (route !== undefined) text += `,"route":${quoted(route)}`
    // The path of a known route is its pattern, or differs by the values of its parameters.
    if (target !== route) text += `,"path":${quoted(redactor.url(target))}`
    text += `,"scheme":"${request.scheme}"`
    if (clientAddress !== undefined) text += `,"client_address":${quoted(clientAddress)}`
    if (status !== undefined) text += `,"status":${status}`
    const durationMillis = Math.round(request.durationMillis * 1000) / 1000
    text += `,"duration_ms":${durationMillis},"outcome":"${request.outcome}"`
    return errorReport === undefined ? text : `${text},"error_report":"${errorReport}"`
  }

  return (request) => {
    const { outcome = 'completed' } = request
    const status = request.status ?? (outcome === 'client_aborted' ? clientClosed : undefined)
    const isFine = status !== undefined && status < 400 && outcome === 'completed'
    const level = request.failed ? 'error' : isFine ? 'info' : 'warn'
    const given = request.reply?.log
    const own = isDescendant(given, logger) ? given : logger
    if (!own.isLevelEnabled(level)) return
    const bindings = (own as BoundLogger)[pino.symbols.chindingsSym]
    destination.write(
      `{"level":"${level}","time":${Date.now()}${bindings}${ids(request)}${facts(request, status)}${errorField(request)},"msg":"${messages[outcome]}"}\n`,
    )
  }
}

const messages: Record<Outcome, string> = {
  completed: 'request completed',
  client_aborted: 'request aborted by the client',
  timed_out: 'request timed out',
  server_closed: 'request cut by the server',
}

/** nginx's status for a client that closed the connection before the response. */
const clientClosed = 499

/** pino keeps the bindings of a logger as JSON, redacted by `createLogger`. */
type BoundLogger = Logger & { readonly [pino.symbols.chindingsSym]: string }

/** A child factory of the application may return a logger of another kind. */
const isDescendant = (child: unknown, logger: Logger): child is Logger =>
  Object.prototype.isPrototypeOf.call(logger, child as object)

/** Of the span of the request, active or not. */
function ids({ context }: ServerRequest): string {
  const span = trace.getSpan(context)
  if (!span) return ''
  const { traceId, spanId } = span.spanContext()
  return `,"trace_id":"${traceId}","span_id":"${spanId}","xray_trace_id":"${toXrayTraceId(traceId)}"`
}

const quoted: (text: string) => string = JSON.stringify
