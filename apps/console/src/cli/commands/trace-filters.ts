import type { TraceSearch } from '../../contract/traces.ts'

/** The filter options of `traces` as commander parsed them. */
export interface TraceFilters {
  readonly service?: string
  readonly operation?: string
  readonly since?: string
  /** A start of a service, by its whole id. */
  readonly run?: string
  readonly minDuration?: string
  readonly maxDuration?: string
  readonly errors?: true
  /** Only traces without spans. */
  readonly withoutSpans?: true
  /** Tests of any attribute. */
  readonly where?: string
  readonly sort?: 'newest' | 'longest' | 'shortest'
  readonly limit?: number
  readonly json?: true
}

export function toTraceSearch({
  errors,
  withoutSpans,
  json: _json,
  ...filters
}: TraceFilters): TraceSearch {
  return {
    ...filters,
    ...(errors && { status: 'error' }),
    ...(withoutSpans && { spans: 'missing' }),
  }
}
