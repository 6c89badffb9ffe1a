/**
 * SQL of a value. `text` is Nullable(String) and compared as a number where it is one, `number` is
 * Nullable(Float64), `time` is Nullable(Int64) milliseconds, `boolean` is 0 or 1.
 */
export interface InsightsValue {
  readonly type: 'text' | 'number' | 'time' | 'boolean'
  readonly sql: string
}

export const number = (sql: string): InsightsValue => ({ type: 'number', sql })
export const text = (sql: string): InsightsValue => ({ type: 'text', sql })
export const boolean = (sql: string): InsightsValue => ({ type: 'boolean', sql })
export const time = (sql: string): InsightsValue => ({ type: 'time', sql })

/** SQL of the value as Nullable(String), in the form of the results. */
export function asText({ type, sql }: InsightsValue): string {
  if (type === 'text') return sql
  if (type === 'time') return `toString(fromUnixTimestamp64Milli(${sql}, 'UTC'))`
  return `toString(${sql})`
}

/** SQL of the value as Nullable(Float64); without letters first, which leaves out `nan` and `inf`. */
export function asNumber({ type, sql }: InsightsValue): string {
  if (type === 'text') return `toFloat64OrNull(extract(${sql}, '^[-+]?[0-9.].*$'))`
  return `toFloat64(${sql})`
}

/** SQL of the value as a condition: 0 or 1. */
export function asCondition({ type, sql }: InsightsValue): string {
  if (type === 'boolean') return sql
  if (type === 'text') return `ifNull(${sql} NOT IN ('', '0', 'false'), 0)`
  return `ifNull(${sql} != 0, 0)`
}
