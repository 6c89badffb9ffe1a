import type { TraceSearch } from '../../src/contract/traces.ts'
import { type PageLocation, withQuery } from '../routing/location.ts'
import { oneOf, readSearch, text } from '../routing/search-params.ts'

export const TRACE_FILTERS = {
  service: text,
  operation: text,
  run: text,
  since: text,
  start: text,
  end: text,
  minDuration: text,
  maxDuration: text,
  where: text,
  status: oneOf('error', 'ok'),
  spans: oneOf('missing'),
}

export const TRACE_PARAMS = { ...TRACE_FILTERS, sort: oneOf('longest', 'shortest') }

/** Filters that apply to traces without spans, too. */
const ANY_SIGNAL = ['service', 'run', 'since', 'start', 'end', 'status']

/** Changes of the URL that show traces without spans. */
export const WITHOUT_SPANS = {
  ...Object.fromEntries(
    Object.keys(TRACE_PARAMS)
      .filter((name) => !ANY_SIGNAL.includes(name))
      .map((name) => [name, undefined]),
  ),
  spans: 'missing',
}

/** Reads the search from the URL, its only state. */
export function readTraceSearch(location: PageLocation): TraceSearch {
  return { limit: 50, ...readSearch(location, TRACE_PARAMS) }
}

export function isFiltered(search: TraceSearch): boolean {
  return Object.keys(TRACE_FILTERS).some((name) => search[name as keyof TraceSearch] !== undefined)
}

/** Returns the URL without filters; sort order and grouping are kept. */
export function withoutFilters(location: PageLocation): string {
  const names = Object.keys(TRACE_FILTERS)
  return withQuery(location, Object.fromEntries(names.map((name) => [name, undefined])))
}
