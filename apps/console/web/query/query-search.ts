import type { CompareSearch, CountSearch, HeatmapSearch } from '../../src/api/contract-analysis.ts'
import type { PageLocation } from '../routing/location.ts'
import { readTraceSearch } from '../traces/trace-search.ts'

/** What COUNT and HEATMAP are about; the address is the only place that holds it. */
export function readSpanSearch(location: PageLocation): HeatmapSearch {
  const search = readTraceSearch(location)
  for (const name of ['limit', 'sort', 'cursor', 'spans'] as const) delete search[name]
  return search.since || search.start ? search : { ...search, since: '1h' }
}

export function readCountSearch(location: PageLocation): CountSearch {
  const by = location.query.get('by')
  return { ...readSpanSearch(location), ...(by && { by, limit: 10 }) }
}

/** `undefined` when no box is drawn. */
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

/** A whole duration as the API takes it; its numbers have nine digits at most. */
export function toDurationText(nanos: bigint): string {
  const billion = 1_000_000_000n
  if (nanos < billion) return `${nanos}ns`
  return `${nanos / billion}.${(nanos % billion).toString().padStart(9, '0')}s`
}
