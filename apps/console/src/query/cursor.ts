import { QueryError } from './query-error.ts'

/** A place in a list: nanoseconds, which the list is ordered by, and an ID among those that are equal. */
export interface Place {
  readonly nano: string
  readonly id: string
}

/** Writes places of one list as a word for URLs, and reads them back. */
export interface Cursor {
  write(place: Place): string
  /** @throws QueryError for a word that is not a cursor of this list */
  read(cursor: string): Place
}

/** @param list Its name, so that a cursor of another list is refused. */
export function createCursor(list: string): Cursor {
  return {
    write: ({ nano, id }) => Buffer.from(`${list}.${nano}.${id}`).toString('base64url'),
    read: (cursor) => {
      const text = Buffer.from(cursor, 'base64url').toString()
      const [, name, nano = '', id = ''] = /^(\w+)\.(\d{1,19})\.(.{1,255})$/s.exec(text) ?? []
      if (name !== list || BigInt(nano) >= 2n ** 63n) throw invalidCursor()
      return { nano, id }
    },
  }
}

/**
 * The place in a list that is computed for each page: the number of entries before it.
 * @throws QueryError
 */
export function readOffset(cursor = '0'): number {
  if (!/^\d{1,9}$/.test(cursor)) throw invalidCursor()
  return Number(cursor)
}

export function invalidCursor(): QueryError {
  return new QueryError(
    'CON_QUERY_INVALID',
    'Invalid cursor: use the nextCursor of a previous response of this list',
  )
}
