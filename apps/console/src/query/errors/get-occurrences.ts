import { type ReportedException, readExceptions } from '../../format/exceptions.ts'
import type { ErrorItemReader } from '../../model/error-item-reader.ts'
import type { ErrorRow } from '../../model/error-row.ts'
import { createCursor } from '../cursor.ts'
import { type ErrorFilter, toOccurrenceSelection } from './search-error-items.ts'

export interface OccurrenceSearch extends ErrorFilter {
  readonly limit?: number
  readonly cursor?: string
}

export interface Occurrence {
  readonly row: ErrorRow
  /** The error, then its causes. */
  readonly exceptions: readonly ReportedException[]
}

export interface OccurrencePage {
  readonly occurrences: readonly Occurrence[]
  readonly nextCursor?: string
}

const defaultLimit = 20
const cursors = createCursor('occurrences')

/** Occurrences of an item, newest first. */
export async function getOccurrences(
  reader: ErrorItemReader,
  fingerprint: string,
  search: OccurrenceSearch,
  nowMillis = Date.now(),
): Promise<OccurrencePage> {
  const { limit = defaultLimit } = search
  const after = search.cursor === undefined ? undefined : cursors.read(search.cursor)
  const rows = await reader.getOccurrences({
    ...toOccurrenceSelection(search, nowMillis),
    fingerprint,
    ...(after && { after: { timeUnixNano: after.nano, uuid: after.id } }),
    limit: limit + 1,
  })
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    occurrences: shown.map((row) => ({ row, exceptions: readExceptions(row.Data) })),
    ...(rows.length > limit &&
      last && { nextCursor: cursors.write({ nano: last.Timestamp, id: last.Uuid }) }),
  }
}
