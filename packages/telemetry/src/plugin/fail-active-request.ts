import { activeRequestState } from './request-state.ts'

/**
 * Fails the request whose code threw an uncaught error, so that it does not delay the end of the
 * process and its span is recorded with the error.
 */
export function failActiveRequest(error: unknown): void {
  const state = activeRequestState()
  if (!state || state.endMillis !== undefined) return
  state.failure = { error }
  const { reply } = state
  try {
    if (reply && !reply.sent) reply.send(error)
    else reply?.raw.destroy()
  } catch {
    reply?.raw.destroy()
  }
}
