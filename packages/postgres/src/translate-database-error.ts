import { ProblemError } from '@cruddur/fastify-service'
import { isDatabaseUnavailable } from './is-unavailable.ts'

/** The problem 503 for an error that means that the database is unavailable; undefined for others. */
export function translateDatabaseError(error: Error): ProblemError | undefined {
  if (!isDatabaseUnavailable(error)) return undefined
  return new ProblemError({
    status: 503,
    code: 'DATABASE_UNAVAILABLE',
    detail: 'The database is unavailable; try again later',
    retryAfterSeconds: 1,
    cause: error,
  })
}
