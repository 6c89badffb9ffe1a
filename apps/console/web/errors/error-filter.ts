import type { ErrorFilter } from '../../src/contract/errors.ts'
import type { PageLocation } from '../routing/location.ts'
import { oneOf, readSearch, text } from '../routing/search-params.ts'

export const LEVELS = ['critical', 'error', 'warning', 'info', 'debug'] as const

export const ERROR_FILTERS = {
  service: text,
  run: text,
  environment: text,
  since: text,
  start: text,
  end: text,
  level: oneOf(...LEVELS),
}

/** Reads the filter from the URL, its only state. */
export function readErrorFilter(location: PageLocation): ErrorFilter {
  return readSearch(location, ERROR_FILTERS)
}

export function isFiltered(filter: ErrorFilter): boolean {
  return Object.keys(filter).length > 0
}
