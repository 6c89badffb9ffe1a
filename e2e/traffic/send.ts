import type { TrafficRequest } from './actions.ts'

export interface Outcome {
  /** The status; `left` when the client disconnected, `unreachable` without a response. */
  readonly status: number | 'left' | 'unreachable'
  readonly millis: number
  readonly body?: unknown
}

const timeoutMillis = 15_000

/** Sends a request and reads the complete response. Never rejects. */
export async function send(request: TrafficRequest): Promise<Outcome> {
  const { url, body, rawBody = body === undefined ? undefined : JSON.stringify(body) } = request
  const leaving = AbortSignal.timeout(request.leaveAfterMillis ?? timeoutMillis)
  const start = performance.now()
  const took = () => performance.now() - start
  try {
    const response = await fetch(url, {
      signal: leaving,
      ...(rawBody !== undefined && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: rawBody,
      }),
    })
    const body: unknown = await response.json()
    return { status: response.status, millis: took(), body }
  } catch {
    return { status: leaving.aborted ? 'left' : 'unreachable', millis: took() }
  }
}
