import type { ServerResponse } from 'node:http'
import type { Http2ServerResponse, ServerHttp2Stream } from 'node:http2'
import type { Outcome, ServerRequest } from '../signals/server-request.ts'
import { describeThrown, isError } from '../thrown-value.ts'

/** Sets the facts that are known when the response is closed. */
export function setResult(request: ServerRequest, response: ServerResponse): void {
  const outcome = outcomeOf(response, request)
  const status = request.upgradeStatus ?? (response.headersSent ? response.statusCode : undefined)
  const failed =
    outcome === 'timed_out' ||
    outcome === 'server_closed' ||
    (outcome === 'completed' && isFailure(status, request))
  request.outcome = outcome
  request.status = status
  request.failed = failed
  request.errorType = failed ? errorType(outcome, status, request) : undefined
  request.responseBodySize = bodySize(response, request)
}

/** The size that the response declares. */
function bodySize(response: ServerResponse, { reply }: ServerRequest): number | undefined {
  const { req, statusCode } = response
  // Fastify passes its headers to `writeHead`, which does not store them.
  const length = reply?.getHeader('content-length') ?? response.getHeader('content-length')
  if (length === undefined || req.method === 'HEAD' || statusCode === 304) return undefined
  const bytes = Number(length)
  return Number.isSafeInteger(bytes) ? bytes : undefined
}

/** A 5xx, or an error in an `onResponse` hook after the response was sent. */
function isFailure(status: number | undefined, { failure }: ServerRequest): boolean {
  return (status !== undefined && status >= 500) || failure?.isLate === true
}

function outcomeOf(response: ServerResponse, request: ServerRequest): Outcome {
  const { failure, timedOut, closing, upgradeStatus } = request
  if (timedOut || codeOf(failure?.error) === 'FST_ERR_HANDLER_TIMEOUT') return 'timed_out'
  const { stream } = response as unknown as Partial<Http2ServerResponse>
  if (stream) return outcomeOfStream(stream, response, request)
  if (request.finished)
    return closing && response.statusCode === 503 ? 'server_closed' : 'completed'
  const { socket } = response.req
  const isBroken = clientCodes.has(codeOf(socket.errored) ?? '')
  if (upgradeStatus !== undefined) return isBroken ? 'client_aborted' : 'completed'
  return socket.readableEnded || isBroken ? 'client_aborted' : 'server_closed'
}

/** An HTTP/2 response emits `finish` even if it was aborted. */
function outcomeOfStream(
  { rstCode, errored }: ServerHttp2Stream,
  response: ServerResponse,
  { closing }: ServerRequest,
): Outcome {
  if (response.writableEnded && !rstCode) {
    return closing && response.statusCode === 503 ? 'server_closed' : 'completed'
  }
  // The server's own errors are other ones.
  const isReset = !errored || codeOf(errored) === 'ERR_HTTP2_STREAM_ERROR'
  return rstCode && isReset ? 'client_aborted' : 'server_closed'
}

/** Socket errors caused by the other side. */
const clientCodes = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT'])

function errorType(outcome: Outcome, status: number | undefined, request: ServerRequest): string {
  if (outcome === 'timed_out') return 'timeout'
  const error = request.failure?.error
  const name = codeOf(error) ?? (isError(error) ? describeThrown(error).name : undefined)
  return name ?? (outcome === 'server_closed' ? outcome : String(status))
}

/** Codes such as `ECONNREFUSED`; a number, also as text, is not a useful type. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { code } = describeThrown(error)
  return typeof code === 'string' && /\D/.test(code) ? code : undefined
}
