import type { ServerResponse } from 'node:http'
import type { Http2ServerResponse, ServerHttp2Stream } from 'node:http2'
import { describeThrown, isError } from '../thrown-value.ts'
import type { RequestState } from './request-state.ts'

/** Result of a request, with the same values in all signals. */
export type Outcome =
  /** The whole response was written to the network, or the connection was upgraded and then closed. */
  | 'completed'
  /** The client closed the connection or the stream first. */
  | 'client_aborted'
  /** The handler or the connection timed out. */
  | 'timed_out'
  /** The server cut the connection during a shutdown or after an error, or rejected the request while closing. */
  | 'server_closed'

export interface RequestResult {
  readonly outcome: Outcome
  /** Undefined if no response head was sent. */
  readonly status: number | undefined
  /** Whether the service is the cause of a bad outcome. */
  readonly failed: boolean
  /** Class or code of the error, else the status or the outcome; undefined unless `failed`. */
  readonly errorType: string | undefined
}

/** @param response closed */
export function resultOf(response: ServerResponse, state: RequestState): RequestResult {
  const outcome = outcomeOf(response, state)
  const status = state.upgradeStatus ?? (response.headersSent ? response.statusCode : undefined)
  const failed =
    outcome === 'timed_out' ||
    outcome === 'server_closed' ||
    (outcome === 'completed' && isFailure(status, state))
  return {
    outcome,
    status,
    failed,
    errorType: failed ? errorType(outcome, status, state) : undefined,
  }
}

/** A 5xx, or an error in an `onResponse` hook after the response was sent. */
function isFailure(status: number | undefined, { failure }: RequestState): boolean {
  return (status !== undefined && status >= 500) || failure?.isLate === true
}

function outcomeOf(response: ServerResponse, state: RequestState): Outcome {
  const { failure, timedOut, closing, upgradeStatus } = state
  if (timedOut || codeOf(failure?.error) === 'FST_ERR_HANDLER_TIMEOUT') return 'timed_out'
  const { stream } = response as unknown as Partial<Http2ServerResponse>
  if (stream) return outcomeOfStream(stream, response, state)
  if (state.finished) return closing && response.statusCode === 503 ? 'server_closed' : 'completed'
  const { socket } = response.req
  const isBroken = clientCodes.has(codeOf(socket.errored) ?? '')
  if (upgradeStatus !== undefined) return isBroken ? 'client_aborted' : 'completed'
  return socket.readableEnded || isBroken ? 'client_aborted' : 'server_closed'
}

/** An HTTP/2 response emits `finish` even if it was aborted. */
function outcomeOfStream(
  { rstCode, errored }: ServerHttp2Stream,
  response: ServerResponse,
  { closing }: RequestState,
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

function errorType(outcome: Outcome, status: number | undefined, state: RequestState): string {
  if (outcome === 'timed_out') return 'timeout'
  const error = state.failure?.error
  const name = codeOf(error) ?? (isError(error) ? describeThrown(error).name : undefined)
  return name ?? (outcome === 'server_closed' ? outcome : String(status))
}

/** Codes such as `ECONNREFUSED`; a number, also as text, is not a useful type. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { code } = describeThrown(error)
  return typeof code === 'string' && /\D/.test(code) ? code : undefined
}
