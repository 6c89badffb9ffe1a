import type { TraceListReader } from '../model/trace-list-reader.ts'
import { readTraceIdPrefix } from '../query-language/trace-id.ts'
import { QueryError } from './query-error.ts'

const maxTraceIds = 20

/**
 * IDs of stored traces that begin with these digits, at most 20.
 * @throws QueryError
 */
export function findTraceIds(reader: TraceListReader, text: string): Promise<string[]> {
  const prefix = readTraceIdPrefix(text)
  if (prefix === undefined)
    throw new QueryError(
      'CON_QUERY_INVALID',
      `prefix must be the first hex digits of a trace ID, or of its X-Ray form 1-… (got ${JSON.stringify(text)})`,
    )
  return reader.findTraceIds(prefix, maxTraceIds)
}
