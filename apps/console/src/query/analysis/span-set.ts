import type { SpanSet } from '../../model/span-analysis-reader.ts'
import { type SpanSearch, toCondition } from '../span-search.ts'
import { chartRange, withDefaultStart } from '../time-range.ts'

/** The spans that a search is about; those of the last hour by default. */
export function spanSet(search: SpanSearch, nowMillis: number): SpanSet {
  const range = chartRange(withDefaultStart(search, nowMillis), nowMillis)
  const condition = toCondition(search)
  if (search.status !== 'ok') return { range, condition }
  const isError = {
    op: 'compare',
    field: { kind: 'status' },
    comparison: '=',
    value: 'error',
  } as const
  return {
    range,
    condition: { op: 'all', conditions: [condition, { op: 'not', condition: isError }] },
  }
}
