import type { QueryHint } from '../contract/hints.ts'
import type { Condition } from '../model/condition.ts'
import type { SpanAnalysisReader } from '../model/span-analysis-reader.ts'
import type { TimeRange } from '../model/telemetry-reader.ts'
import { nearestKey } from '../query-language/nearest-key.ts'

const maxKeys = 2_000
const everything: Condition = { op: 'all', conditions: [] }

/**
 * Attributes of a query that no span in the range has, each with the nearest name. Read only after an
 * empty result, because it costs a query.
 */
export async function attributeHints(
  reader: SpanAnalysisReader,
  range: TimeRange,
  keys: Iterable<string>,
): Promise<QueryHint[]> {
  const wanted = new Set(keys)
  if (wanted.size === 0) return []
  const rows = await reader.listAttributeKeys({ range, condition: everything }, '', maxKeys)
  const known = rows.map(({ name }) => name)
  if (known.length === 0 || known.length === maxKeys) return []
  return [...wanted]
    .filter((key) => !known.includes(key))
    .map((key) => {
      const suggestion = nearestKey(key, known)
      const message = `No span in this time range has the attribute ${key}.`
      if (suggestion === undefined) return { key, message }
      const advice =
        suggestion === key
          ? `Write the field ${key} without quotes.`
          : `Did you mean ${suggestion}?`
      return { key, suggestion, message: `${message} ${advice}` }
    })
}

/** The attributes that a condition needs; not those whose absence is tested. */
export function attributeKeys(condition: Condition): string[] {
  switch (condition.op) {
    case 'all':
    case 'any':
      return condition.conditions.flatMap(attributeKeys)
    case 'not':
      return condition.condition.op === 'exists' ? [] : attributeKeys(condition.condition)
    default:
      return condition.field.kind === 'attribute' ? [condition.field.key] : []
  }
}
