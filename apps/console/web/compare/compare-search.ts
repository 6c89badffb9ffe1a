import type { PeriodComparison, PeriodSearch } from '../../src/contract/compare.ts'
import { formatExactInstant } from '../../src/format/instant.ts'
import { type PageLocation, withQuery } from '../routing/location.ts'
import { readTraceSearch } from '../traces/trace-search.ts'

type Period = PeriodComparison['period']

const BASE_PARTS = ['baselineStart', 'baselineEnd', 'baselineRun', 'baselineShift'] as const
/** Removes the baseline from the URL. */
export const NO_BASE = {
  baselineStart: undefined,
  baselineEnd: undefined,
  baselineRun: undefined,
  baselineShift: undefined,
}

/** Reads the comparison from the URL, its only state. */
export function readPeriodSearch(location: PageLocation): PeriodSearch {
  const {
    limit: _limit,
    sort: _sort,
    cursor: _cursor,
    spans: _spans,
    ...search
  } = readTraceSearch(location)
  const base: Partial<Record<(typeof BASE_PARTS)[number], string>> = {}
  for (const name of BASE_PARTS) {
    const value = location.query.get(name)
    if (value) base[name] = value
  }
  return { ...search, ...base }
}

/** Returns the URL that uses this period as the baseline. */
export function baselineHref(location: PageLocation, { startUnixNano, endUnixNano, run }: Period) {
  return withQuery(location, {
    ...NO_BASE,
    baselineStart: formatExactInstant(startUnixNano),
    baselineEnd: formatExactInstant(endUnixNano),
    baselineRun: run,
  })
}

/** Returns the URL of another page for one of the periods, with the same filters. */
export function pageOfPeriod(
  { query }: PageLocation,
  path: string,
  { startUnixNano, endUnixNano, run }: Period,
  parts: Readonly<Record<string, string | undefined>> = {},
): string {
  return withQuery(
    { path, query },
    {
      ...NO_BASE,
      ...{ since: undefined, run },
      start: formatExactInstant(startUnixNano),
      end: formatExactInstant(endUnixNano),
      ...parts,
    },
  )
}
