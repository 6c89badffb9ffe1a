import { toProblem } from '../problems.ts'

/** What an error means to a Jaeger client; what is the console's own goes to `onError`, not to the client. */
export function jaegerFailure(thrown: unknown, onError: (error: unknown) => void) {
  const error = thrown instanceof Error ? (toProblem(thrown) ?? thrown) : new Error(String(thrown))
  const status = 'statusCode' in error ? Number(error.statusCode) : 500
  if (status < 500) return { status, message: error.message }
  onError(thrown)
  return { status, message: 'Internal error: see the log of the console' }
}
