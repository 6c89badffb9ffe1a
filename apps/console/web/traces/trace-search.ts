import type { TraceSearch } from '../../src/api/contract.ts'
import { type PageLocation, withQuery } from '../routing/location.ts'

const FILTERS = [
  'service',
  'operation',
  'run',
  'since',
  'start',
  'end',
  'minDuration',
  'maxDuration',
  'where',
] as const
const ALL_FILTERS = [...FILTERS, 'status', 'spans'] as const

/** Reads the search from the URL, its only state. */
export function readTraceSearch({ query }: PageLocation): TraceSearch {
  const search: TraceSearch = { limit: 50 }
  for (const name of FILTERS) {
    const value = query.get(name)
    if (value !== null && value !== '') search[name] = value
  }
  const status = query.get('status')
  if (status === 'error' || status === 'ok') search.status = status
  const spans = query.get('spans')
  if (spans === 'arrived' || spans === 'missing') search.spans = spans
  const sort = query.get('sort')
  if (sort === 'longest' || sort === 'shortest') search.sort = sort
  return search
}

export function isFiltered(search: TraceSearch): boolean {
  return ALL_FILTERS.some((name) => search[name] !== undefined)
}

/** Returns the URL without filters; sort order and grouping are kept. */
export function withoutFilters(location: PageLocation): string {
  return withQuery(location, Object.fromEntries(ALL_FILTERS.map((name) => [name, undefined])))
}
