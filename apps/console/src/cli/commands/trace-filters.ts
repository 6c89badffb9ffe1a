import type { TraceSearch } from '../../contract/traces.ts'

/** The filter options of `traces` as commander parsed them; `run` is a whole ID. */
export interface TraceFilters extends Omit<TraceSearch, 'status' | 'spans'> {
  readonly errors?: true
  /** Only traces without spans. */
  readonly withoutSpans?: true
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
