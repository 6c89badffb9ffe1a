import { toProblem } from '../problems.ts'

/** The status and message for a Jaeger client; internal errors are passed to `onError` instead. */
export function jaegerFailure(thrown: unknown, onError: (error: unknown) => void) {
  const error = thrown instanceof Error ? (toProblem(thrown) ?? thrown) : new Error(String(thrown))
  const status = 'statusCode' in error ? Number(error.statusCode) : 500
  if (status < 500) return { status, message: error.message }
  onError(thrown)
  return { status, message: 'Internal error: see the log of the console' }
}
