import type { LogSearch } from '../../src/api/contract-logs.ts'
import type { PageLocation } from '../routing/location.ts'

const FILTERS = [
  'group',
  'stream',
  'service',
  'run',
  'trace',
  'filter',
  'since',
  'start',
  'end',
] as const

/** In order of severity; a filter includes all levels above. */
export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

/** Reads the search from the URL, its only state. */
export function readLogSearch({ query }: PageLocation): LogSearch {
  const search: LogSearch = { limit: 200 }
  for (const name of FILTERS) {
    const value = query.get(name)
    if (value !== null && value !== '') search[name] = value
  }
  const level = LEVELS.find((known) => known === query.get('level'))
  if (level !== undefined) search.level = level
  return search
}

export function isFiltered(search: LogSearch): boolean {
  return FILTERS.some((name) => search[name] !== undefined) || search.level !== undefined
}
