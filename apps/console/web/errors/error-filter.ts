import type { ErrorFilter } from '../../src/api/contract-errors.ts'
import type { PageLocation } from '../routing/location.ts'

const FILTERS = ['service', 'run', 'environment', 'since', 'start', 'end'] as const
export const LEVELS = ['critical', 'error', 'warning', 'info', 'debug'] as const

/** Reads the filter from the URL, its only state. */
export function readErrorFilter({ query }: PageLocation): ErrorFilter {
  const filter: ErrorFilter = {}
  for (const name of FILTERS) {
    const value = query.get(name)
    if (value !== null && value !== '') filter[name] = value
  }
  const level = LEVELS.find((known) => known === query.get('level'))
  if (level !== undefined) filter.level = level
  return filter
}

export function isFiltered(filter: ErrorFilter): boolean {
  return Object.keys(filter).length > 0
}
