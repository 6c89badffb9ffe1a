import type { CountSearch, HeatmapSearch } from '../../contract/analysis.ts'
import type { TraceFilters } from './trace-filters.ts'

/** The filters of the list of traces, for figures over spans. */
export type SpanOptions = Omit<TraceFilters, 'sort' | 'withoutSpans' | 'cursor' | 'newerThan'> & {
  readonly by?: string
}

export function toHeatmapSearch(options: SpanOptions): HeatmapSearch {
  const { errors, json: _json, limit: _limit, by: _by, ...filters } = options
  return errors ? { ...filters, status: 'error' } : filters
}

export function toCountSearch(options: SpanOptions): CountSearch {
  const { by, limit } = options
  return {
    ...toHeatmapSearch(options),
    ...(by !== undefined && { by }),
    ...(limit !== undefined && { limit: Math.min(limit, 50) }),
  }
}
