import { readTraceId } from '../query-language/trace-id.ts'
import { QueryError } from './query-error.ts'

/**
 * A trace ID as 32 lower-case hex digits, from those or from X-Ray's form.
 * @throws QueryError
 */
export function parseTraceId(text: string): string {
  const traceId = readTraceId(text)
  if (traceId !== undefined) return traceId
  throw new QueryError(
    'CON_QUERY_INVALID',
    `The trace ID must be 32 hex digits or in X-Ray's form 1-<8 digits>-<24 digits> (got ${JSON.stringify(text)})`,
  )
}
