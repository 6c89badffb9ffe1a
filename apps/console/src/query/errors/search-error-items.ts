import type {
  ErrorFilter,
  ErrorItemDetail,
  ErrorItemList,
  ErrorItemSearch,
} from '../../contract/errors.ts'
import type {
  ErrorItemReader,
  ErrorItemRow,
  OccurrenceSelection,
} from '../../model/error-item-reader.ts'
import type { TimeRange } from '../../model/telemetry-reader.ts'
import { createCursor } from '../cursor.ts'
import { QueryError } from '../query-error.ts'
import { timeRange } from '../time-range.ts'

const defaultLimit = 50
const cursors = createCursor('items')
const chartSteps = 40

/** Items with an occurrence that matches, the one that occurred last first. */
export async function searchErrorItems(
  reader: ErrorItemReader,
  search: ErrorItemSearch,
  nowMillis = Date.now(),
): Promise<ErrorItemList> {
  const { limit = defaultLimit } = search
  const selection = toOccurrenceSelection(search, nowMillis)
  const after = search.cursor === undefined ? undefined : cursors.read(search.cursor)
  const rows = await reader.findErrorItems({
    ...selection,
    ...(after && { after: { lastSeenUnixNano: after.nano, fingerprint: after.id } }),
    limit: limit + 1,
  })
  const page = await withCounts(reader, rows.slice(0, limit), selection, nowMillis)
  const last = page.items.at(-1)
  if (rows.length <= limit || last === undefined) return page
  return {
    ...page,
    nextCursor: cursors.write({ nano: last.lastSeenUnixNano, id: last.fingerprint }),
  }
}

/**
 * One item with its matching occurrences.
 * @throws QueryError when none does
 */
export async function getErrorItem(
  reader: ErrorItemReader,
  fingerprint: string,
  filter: ErrorFilter,
  nowMillis = Date.now(),
): Promise<ErrorItemDetail> {
  const selection = { ...toOccurrenceSelection(filter, nowMillis), fingerprint }
  const rows = await reader.findErrorItems({ ...selection, limit: 1 })
  const { items, chart } = await withCounts(reader, rows, selection, nowMillis)
  const [item] = items
  if (item === undefined) throw new QueryError('CON_QUERY_NO_SUCH_ITEM', 'Item not found')
  return { item, chart }
}

/** Selects the occurrences to count. */
export function toOccurrenceSelection(
  { service, run, environment, level, ...range }: ErrorFilter,
  nowMillis: number,
): OccurrenceSelection {
  return {
    range: timeRange(range, nowMillis),
    ...(service !== undefined && { service }),
    ...(run !== undefined && { run }),
    ...(environment !== undefined && { environment }),
    ...(level !== undefined && { level }),
  }
}

async function withCounts(
  reader: ErrorItemReader,
  rows: readonly ErrorItemRow[],
  selection: OccurrenceSelection,
  nowMillis: number,
): Promise<ErrorItemList> {
  const range = chartRange(rows, selection.range, nowMillis)
  const stepNano = (range.toNano - range.fromNano) / BigInt(chartSteps) + 1n
  const fingerprints = rows.map(({ fingerprint }) => fingerprint)
  const counted = await reader.countOccurrences({ ...selection, range, fingerprints, stepNano })
  const countsOf = Map.groupBy(counted, ({ fingerprint }) => fingerprint)
  const items = rows.map((row) => {
    const counts = new Array<number>(chartSteps).fill(0)
    for (const { step, count } of countsOf.get(row.fingerprint) ?? []) counts[step] = count
    return { ...row, counts }
  })
  return {
    items,
    chart: { startUnixNano: String(range.fromNano), stepNano: String(stepNano) },
  }
}

/** Without a range the chart covers the time in which the items occurred. */
function chartRange(rows: readonly ErrorItemRow[], range: TimeRange, nowMillis: number): TimeRange {
  const now = BigInt(nowMillis) * 1_000_000n
  let toNano = now < range.toNano ? now : range.toNano
  let fromNano = toNano - 1n
  for (const { firstSeenUnixNano, lastSeenUnixNano } of rows) {
    const [first, last] = [BigInt(firstSeenUnixNano), BigInt(lastSeenUnixNano)]
    if (first < fromNano) fromNano = first
    if (last >= toNano) toNano = last + 1n
  }
  if (range.fromNano > 0n) fromNano = range.fromNano
  // A range may begin after now, because clocks of senders run ahead.
  const isWithin = toNano < range.toNano && toNano > fromNano
  return { fromNano, toNano: isWithin ? toNano : range.toNano }
}
