import type { MetricQuery, MetricSearch } from '../../src/contract/metrics.ts'
import { METRIC_TYPES } from '../../src/format/metric.ts'
import type { PageLocation } from '../routing/location.ts'
import { oneOf, readSearch, text } from '../routing/search-params.ts'
import { TIME_PARAMS, withTime } from '../time/url-time.ts'

const FILTERS = { service: text, run: text, where: text, ...TIME_PARAMS }
const type = oneOf(...METRIC_TYPES.map(({ value }) => value))

export const LIST_PARAMS = { ...FILTERS, type, unit: text, q: text }

export const METRIC_PARAMS = {
  ...FILTERS,
  type,
  by: text,
  measure: oneOf('p50', 'p99', 'mean', 'rate'),
}

/** Filters on data points from the URL, their only state. */
export function readPointSearch(location: PageLocation): MetricSearch {
  return withTime(readSearch(location, FILTERS))
}

export function readMetricQuery(name: string, location: PageLocation): MetricQuery {
  const { type: chosen, by } = readSearch(location, METRIC_PARAMS)
  return {
    ...{ name, ...readPointSearch(location) },
    ...(chosen !== undefined && { type: chosen }),
    ...(by !== undefined && { by }),
  }
}

/** URL of a metric; the filters of the current page are kept. */
export function metricHref(
  name: string,
  { query }: PageLocation,
  changes: Readonly<Record<string, string>> = {},
): string {
  const kept = Object.keys(FILTERS).flatMap((key) => {
    const value = query.get(key)
    return value === null ? [] : [[key, value]]
  })
  const search = new URLSearchParams({ ...Object.fromEntries(kept), ...changes }).toString()
  return `/metrics/${encodeURIComponent(name)}${search === '' ? '' : `?${search}`}`
}
