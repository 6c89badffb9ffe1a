import type { SpanSet } from '../../model/span-analysis-reader.ts'
import { type SpanSearch, toCondition } from '../span-search.ts'
import { chartRange } from '../time-range.ts'

/** Default range of charts. */
const defaultSince = '1h'

/** The spans that a search is about; those of the last hour when it names no time. */
export function spanSet(search: SpanSearch, nowMillis: number): SpanSet {
  const hasRange = search.since !== undefined || search.start !== undefined
  const range = chartRange(hasRange ? search : { ...search, since: defaultSince }, nowMillis)
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
