import { ProblemError } from '@cruddur/fastify-service'
import { StoreError } from '../model/store-error.ts'
import { QueryError } from '../query/query-error.ts'

/** The problem details of a query error. */
export function toProblem(error: Error): ProblemError | undefined {
  if (error instanceof QueryError)
    return new ProblemError({
      status: error.code === 'CON_QUERY_INVALID' ? 400 : 404,
      code: error.code,
      detail: error.message,
      cause: error,
    })
  if (error instanceof StoreError)
    return new ProblemError({
      status: error.code === 'CON_STORE_QUERY_TOO_LARGE' ? 422 : 503,
      code: error.code,
      detail: error.message,
      cause: error,
    })
  return undefined
}
