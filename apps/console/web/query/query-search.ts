import type { CompareSearch, CountSearch, HeatmapSearch } from '../../src/api/contract-analysis.ts'
import type { PageLocation } from '../routing/location.ts'
import { readTraceSearch } from '../traces/trace-search.ts'

/** Reads the search of the query page from the URL, its only state. */
export function readSpanSearch(location: PageLocation): HeatmapSearch {
  const search = readTraceSearch(location)
  for (const name of ['limit', 'sort', 'cursor', 'spans'] as const) delete search[name]
  return search.since || search.start ? search : { ...search, since: '1h' }
}

export function readCountSearch(location: PageLocation): CountSearch {
  const by = location.query.get('by')
  return { ...readSpanSearch(location), ...(by && { by, limit: 10 }) }
}

/** `undefined` without a selection. */
export function readCompareSearch(location: PageLocation): CompareSearch | undefined {
  const { query } = location
  const [boxStart, boxEnd] = [query.get('boxStart'), query.get('boxEnd')]
  if (!boxStart || !boxEnd) return undefined
  const boxMinDuration = query.get('boxMinDuration')
  const boxMaxDuration = query.get('boxMaxDuration')
  return {
    ...readSpanSearch(location),
    ...{ boxStart, boxEnd },
    ...(boxMinDuration && { boxMinDuration }),
    ...(boxMaxDuration && { boxMaxDuration }),
  }
}

export const NO_BOX = {
  boxStart: undefined,
  boxEnd: undefined,
  boxMinDuration: undefined,
  boxMaxDuration: undefined,
}

/** Formats a duration for the API, which accepts at most nine digits per number. */
export function toDurationText(nanos: bigint): string {
  const billion = 1_000_000_000n
  if (nanos < billion) return `${nanos}ns`
  return `${nanos / billion}.${(nanos % billion).toString().padStart(9, '0')}s`
}
