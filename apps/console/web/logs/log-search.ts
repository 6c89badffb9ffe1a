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

/** From the least severe; each stands for itself and what is worse. */
export const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

/** The search that an address asks for; the address is the only place that holds it. */
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
