import type { TracePosition } from '../model/telemetry-reader.ts'
import { QueryError } from './query-error.ts'

/** A place in a list as one word that goes into a URL. */
export function writeCursor({ lastMatchNano, traceId }: TracePosition): string {
  return Buffer.from(`${lastMatchNano}.${traceId}`).toString('base64url')
}

/** @throws QueryError when the word was not made by {@link writeCursor} */
export function readCursor(cursor: string): TracePosition {
  const text = Buffer.from(cursor, 'base64url').toString()
  const [, lastMatchNano, traceId] = /^(\d{1,19})\.([0-9a-zA-Z]{1,64})$/.exec(text) ?? []
  if (lastMatchNano === undefined || traceId === undefined)
    throw new QueryError(
      'CON_QUERY_INVALID',
      'Invalid cursor: use the nextCursor of a previous response',
    )
  return { lastMatchNano, traceId }
}
