import type { OccurrenceList, OccurrenceSearch } from '../../contract/errors.ts'
import { readExceptions } from '../../format/exceptions.ts'
import type { ErrorItemReader } from '../../model/error-item-reader.ts'
import { createCursor } from '../cursor.ts'
import { toContractError } from '../to-contract.ts'
import { toOccurrenceSelection } from './search-error-items.ts'

const defaultLimit = 20
const cursors = createCursor('occurrences')

/** Occurrences of an item, newest first. */
export async function getOccurrences(
  reader: ErrorItemReader,
  fingerprint: string,
  search: OccurrenceSearch,
  nowMillis = Date.now(),
): Promise<OccurrenceList> {
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
    occurrences: shown.map((row) => ({
      ...toContractError(row),
      traceId: row.TraceId,
      exceptions: readExceptions(row.Data),
    })),
    ...(rows.length > limit &&
      last && { nextCursor: cursors.write({ nano: last.Timestamp, id: last.Uuid }) }),
  }
}
