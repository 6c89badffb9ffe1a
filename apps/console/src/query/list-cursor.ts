import { QueryError } from './query-error.ts'

/** A place in a list that is ordered by time: a moment, and what tells apart those of that moment. */
export interface ListPosition {
  readonly nano: string
  readonly id: string
}

/** A place in a list as one word that goes into a URL. */
export function writeListCursor({ nano, id }: ListPosition): string {
  return Buffer.from(`${nano}.${id}`).toString('base64url')
}

/** @throws QueryError when the word was not made by {@link writeListCursor} */
export function readListCursor(cursor: string): ListPosition {
  const text = Buffer.from(cursor, 'base64url').toString()
  const [, nano, id] = /^(\d{1,19})\.(.{1,255})$/s.exec(text) ?? []
  if (nano === undefined || id === undefined || BigInt(nano) >= 2n ** 63n)
    throw new QueryError(
      'CON_QUERY_INVALID',
      'Invalid cursor: use the nextCursor of a previous response',
    )
  return { nano, id }
}
