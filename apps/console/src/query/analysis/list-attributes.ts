import type { AttributeList, AttributeSearch, ValueList } from '../../contract/analysis.ts'
import type { SpanAnalysisReader } from '../../model/span-analysis-reader.ts'
import { describeField, spanFieldNames } from '../../query-language/fields.ts'
import { spanSet } from './span-set.ts'

const defaultLimit = 100

/** Names that a query may use: a span's own fields first, then attributes, most used first. */
export async function listAttributes(
  reader: SpanAnalysisReader,
  { containing = '', limit = defaultLimit, ...search }: AttributeSearch,
  nowMillis = Date.now(),
): Promise<AttributeList> {
  const part = containing.toLowerCase()
  const attributes = await reader.listAttributeKeys(spanSet(search, nowMillis), containing, limit)
  return { fields: spanFieldNames.filter((name) => name.includes(part)), attributes }
}

/** Values of a field among the newest spans, most used first. */
export async function listAttributeValues(
  reader: SpanAnalysisReader,
  key: string,
  { containing = '', limit = defaultLimit, ...search }: AttributeSearch,
  nowMillis = Date.now(),
): Promise<ValueList> {
  const { field } = describeField(key)
  return { values: await reader.listValues(spanSet(search, nowMillis), field, containing, limit) }
}
