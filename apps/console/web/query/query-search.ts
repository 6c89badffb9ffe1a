import type { CompareSearch, CountSearch, HeatmapSearch } from '../../src/contract/analysis.ts'
import type { PageLocation } from '../routing/location.ts'
import { oneOf, readSearch, text } from '../routing/search-params.ts'
import { withTime } from '../time/url-time.ts'
import { readTraceSearch, TRACE_FILTERS } from '../traces/trace-search.ts'

export const QUERY_PARAMS = {
  ...TRACE_FILTERS,
  by: text,
  measure: oneOf('errors', 'p50', 'p95', 'p99'),
  /** Requests only, or every span. */
  scope: oneOf('all'),
  boxStart: text,
  boxEnd: text,
  boxMinDuration: text,
  boxMaxDuration: text,
}

const REQUESTS = 'kind = server OR kind = consumer'

/** Reads the search of the query page from the URL, its only state. */
export function readSpanSearch(location: PageLocation): HeatmapSearch {
  const search = readTraceSearch(location)
  for (const name of ['limit', 'sort', 'cursor', 'spans'] as const) delete search[name]
  const isAll = readSearch(location, QUERY_PARAMS).scope === 'all'
  const where = isAll ? search.where : onlyRequests(search.where)
  return { ...withTime(search), ...(where !== undefined && { where }) }
}

/** Number of characters that are sent before the expression of the page. */
export function whereOffset(location: PageLocation): number {
  const { where = '', scope } = readSearch(location, QUERY_PARAMS)
  return scope !== 'all' && needsParentheses(where) ? 1 : 0
}

const needsParentheses = (where: string) => /\bor\b/i.test(where)

function onlyRequests(where: string | undefined): string {
  if (where === undefined) return REQUESTS
  return needsParentheses(where) ? `(${where}) AND (${REQUESTS})` : `${where} AND (${REQUESTS})`
}

export function readCountSearch(location: PageLocation): CountSearch {
  const by = location.query.get('by')
  return { ...readSpanSearch(location), ...(by && { by, limit: 10 }) }
}

/** `undefined` without a selection. */
export function readCompareSearch(location: PageLocation): CompareSearch | undefined {
  const { boxStart, boxEnd, boxMinDuration, boxMaxDuration } = readSearch(location, QUERY_PARAMS)
  if (boxStart === undefined || boxEnd === undefined) return undefined
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
