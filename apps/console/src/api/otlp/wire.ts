import { type AttributeTypes, attributeType, type ValueType } from '../../model/value-types.ts'

/** OTLP's JSON form: hex ids, numbers for enums, 64-bit integers as decimal text. */
export type AnyValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number | string }
  | { readonly bytesValue: string }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } }
  | { readonly kvlistValue: { readonly values: readonly KeyValue[] } }
  | Readonly<Record<string, never>>

export interface KeyValue {
  readonly key: string
  readonly value: AnyValue
}

export function keyValues(
  attributes: Readonly<Record<string, string>>,
  types: AttributeTypes | undefined,
): KeyValue[] {
  return Object.entries(attributes).map(([key, text]) => ({
    key,
    value: anyValue(text, attributeType(types, key, text)),
  }))
}

/** A value of a known type from its text. */
export function anyValue(text: string, type: ValueType): AnyValue {
  switch (type) {
    case 'bool':
      return { boolValue: text === 'true' }
    case 'int':
      return { intValue: text }
    case 'double':
      return { doubleValue: doubleOf(text) }
    case 'bytes':
      return { bytesValue: text }
    case 'empty':
      return {}
    case 'array':
    case 'doubles':
    case 'map':
      return nestedValue(text, type)
    default:
      return { stringValue: text }
  }
}

/** Text that is not JSON, for example because another program wrote the row, stays text. */
function nestedValue(text: string, type: 'array' | 'doubles' | 'map'): AnyValue {
  try {
    return fromJson(JSON.parse(text, exactInteger), type === 'doubles')
  } catch {
    return { stringValue: text }
  }
}

/** Integers of any length as BigInt, which are int values. */
function exactInteger(_key: string, value: unknown, context?: { readonly source?: string }) {
  const source = context?.source ?? ''
  return typeof value === 'number' && /^-?\d+$/.test(source) ? BigInt(source) : value
}

function fromJson(value: unknown, isDouble = false): AnyValue {
  switch (typeof value) {
    case 'string':
      return { stringValue: value }
    case 'boolean':
      return { boolValue: value }
    case 'bigint':
      return isDouble ? { doubleValue: Number(value) } : { intValue: String(value) }
    case 'number':
      return { doubleValue: value }
    default:
  }
  if (Array.isArray(value))
    return { arrayValue: { values: value.map((item) => fromJson(item, isDouble)) } }
  if (value === null || value === undefined) return isDouble ? { doubleValue: 'NaN' } : {}
  const members = Object.entries(value)
  return { kvlistValue: { values: members.map(([key, item]) => ({ key, value: fromJson(item) })) } }
}

function doubleOf(text: string): number | string {
  const number = Number(text)
  return Number.isFinite(number) ? number : text
}

/** Rows grouped by `key`, in the order of their first rows. */
export function grouped<Row>(rows: readonly Row[], key: (row: Row) => unknown): Row[][] {
  return [...Map.groupBy(rows, (row) => JSON.stringify(key(row))).values()]
}
