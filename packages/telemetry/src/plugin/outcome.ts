import type { ServerResponse } from 'node:http'
import type { RequestState } from './request-state.ts'

/** How a request ended, in the words that all four signals use. */
export type Outcome =
  /** The whole response was handed to the network. */
  | 'completed'
  /** The client left first. */
  | 'client_aborted'
  /** The handler or the connection ran out of time. */
  | 'timed_out'
  /** We cut the connection, while shutting down or because the response failed half-way; or refused the request while closing. */
  | 'server_closed'

export interface Ending {
  readonly outcome: Outcome
  /** Not there when no response head was sent. */
  readonly status: number | undefined
  /** It is our doing that it ended badly. */
  readonly failed: boolean
  /** Why it failed, from a closed set; the error's own class or code when there is one. */
  readonly errorType: string | undefined
}

/** @param response closed */
export function endingOf(response: ServerResponse, state: RequestState): Ending {
  const outcome = outcomeOf(response, state)
  const status = response.headersSent ? response.statusCode : undefined
  const failed =
    outcome === 'timed_out' ||
    outcome === 'server_closed' ||
    (outcome === 'completed' && status !== undefined && status >= 500)
  return {
    outcome,
    status,
    failed,
    errorType: failed ? errorType(outcome, status, state) : undefined,
  }
}

function outcomeOf(response: ServerResponse, state: RequestState): Outcome {
  const { error, finished, timedOut, closing } = state
  if (timedOut || codeOf(error) === 'FST_ERR_HANDLER_TIMEOUT') return 'timed_out'
  if (finished) return closing && response.statusCode === 503 ? 'server_closed' : 'completed'
  const socket = response.req.socket
  const left = socket.readableEnded || clientCodes.has(codeOf(socket.errored) ?? '')
  return left ? 'client_aborted' : 'server_closed'
}

/** What a socket fails with when it is the other side that is gone. */
const clientCodes = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'ETIMEDOUT'])

function errorType(outcome: Outcome, status: number | undefined, { error }: RequestState): string {
  if (outcome === 'timed_out') return 'timeout'
  const name = codeOf(error) ?? (error instanceof Error ? error.name : undefined)
  return name ?? (outcome === 'server_closed' ? outcome : String(status))
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null | undefined)?.code
  return typeof code === 'string' ? code : undefined
}
