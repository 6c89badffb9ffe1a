import type { PeriodComparison, PeriodSearch } from '../../src/api/contract-compare.ts'
import { formatExactInstant } from '../../src/format/instant.ts'
import { type PageLocation, withQuery } from '../routing/location.ts'
import { readTraceSearch } from '../traces/trace-search.ts'

type Period = PeriodComparison['period']

const BASE_PARTS = ['baselineStart', 'baselineEnd', 'baselineRun', 'baselineShift'] as const
/** Takes away what the address compares with. */
export const NO_BASE = {
  baselineStart: undefined,
  baselineEnd: undefined,
  baselineRun: undefined,
  baselineShift: undefined,
}

/** What is compared; the address is the only place that holds it. */
export function readPeriodSearch(location: PageLocation): PeriodSearch {
  const {
    limit: _limit,
    sort: _sort,
    cursor: _cursor,
    spans: _spans,
    ...search
  } = readTraceSearch(location)
  const base: PeriodSearch = {}
  for (const name of BASE_PARTS) {
    const value = location.query.get(name)
    if (value) base[name] = value
  }
  return { ...search, ...base }
}

/** Compares with this period from now on, whatever other time is chosen. */
export function holdPeriod(location: PageLocation, { startUnixNano, endUnixNano, run }: Period) {
  return withQuery(location, {
    ...NO_BASE,
    baselineStart: formatExactInstant(startUnixNano),
    baselineEnd: formatExactInstant(endUnixNano),
    baselineRun: run,
  })
}

/** The page of that path about one of the two periods, with the filters of the comparison. */
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
