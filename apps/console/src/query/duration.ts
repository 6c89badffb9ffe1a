import { readDuration } from '../query-language/duration.ts'
import { QueryError } from './query-error.ts'

/**
 * A duration such as `1.5ms`, `20 ms` or `7d` in nanoseconds.
 * @throws QueryError
 */
export function parseDuration(text: string, name = 'The duration'): bigint {
  const nanos = readDuration(text)
  if (nanos !== undefined) return nanos
  throw new QueryError(
    'CON_QUERY_INVALID',
    `${name} must be a duration such as 250ms, 1.5 s or 2h (got ${JSON.stringify(text)})`,
  )
}
