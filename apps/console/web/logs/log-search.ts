import type { LogSearch } from '../../src/contract/logs.ts'
import type { PageLocation } from '../routing/location.ts'
import { oneOf, readSearch, text } from '../routing/search-params.ts'

/** In order of severity; a filter includes all levels above. */
export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

const LOG_FILTERS = {
  group: text,
  stream: text,
  service: text,
  run: text,
  trace: text,
  filter: text,
  since: text,
  start: text,
  end: text,
  level: oneOf(...LEVELS),
}

/** Page state besides the filters: `columns` is a comma-separated list of attributes. */
export const LOG_PARAMS = { ...LOG_FILTERS, columns: text, live: oneOf('off') }

/** Reads the search from the URL, its only state. */
export function readLogSearch(location: PageLocation): LogSearch {
  return { limit: 200, ...readSearch(location, LOG_FILTERS) }
}

export function isFiltered(search: LogSearch): boolean {
  return Object.keys(LOG_FILTERS).some((name) => search[name as keyof LogSearch] !== undefined)
}
