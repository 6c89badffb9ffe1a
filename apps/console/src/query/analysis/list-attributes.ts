import type { SpanAnalysisReader, ValueCount } from '../../model/span-analysis-reader.ts'
import { describeField, spanFieldNames } from '../../query-language/fields.ts'
import type { RequestedRange } from '../time-range.ts'
import { spanSet } from './span-set.ts'

export interface AttributeSearch extends RequestedRange {
  readonly service?: string
  /** Only names that contain this, in any case. */
  readonly containing?: string
  readonly limit?: number
}

const defaultLimit = 100

/** Names that a query may use: a span's own fields first, then attributes, most used first. */
export async function listAttributes(
  reader: SpanAnalysisReader,
  { containing = '', limit = defaultLimit, ...search }: AttributeSearch,
  nowMillis = Date.now(),
): Promise<{ readonly fields: readonly string[]; readonly attributes: readonly ValueCount[] }> {
  const part = containing.toLowerCase()
  const attributes = await reader.listAttributeKeys(spanSet(search, nowMillis), containing, limit)
  return { fields: spanFieldNames.filter((name) => name.includes(part)), attributes }
}

/** Values of a field among the newest spans, most used first. */
export function listAttributeValues(
  reader: SpanAnalysisReader,
  key: string,
  { containing = '', limit = defaultLimit, ...search }: AttributeSearch,
  nowMillis = Date.now(),
): Promise<ValueCount[]> {
  return reader.listValues(spanSet(search, nowMillis), describeField(key).field, containing, limit)
}
