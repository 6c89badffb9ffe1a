import {
  type AttributeTypes,
  attributeType,
  compareKeys,
  leaf,
  type ValueType,
} from '../../model/value-types.ts'

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
    case 'string':
      return { stringValue: text }
    default:
      return nestedValue(text, type)
  }
}

/** Text that is not JSON, for example because another program wrote the row, stays text. */
function nestedValue(text: string, type: ValueType): AnyValue {
  try {
    const value: unknown = JSON.parse(text, exactInteger)
    const count = countLeaves(value)
    const letters = type.startsWith('leaves:') ? type.slice('leaves:'.length) : ''
    if (letters.length === count) return fromJson(value, letters[Symbol.iterator]())
    return fromJson(
      value,
      type === 'doubles' ? leaf.wholeDouble.repeat(count)[Symbol.iterator]() : noLetters,
    )
  } catch {
    return { stringValue: text }
  }
}

const noLetters = ''[Symbol.iterator]()

function countLeaves(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1
  return Object.values(value).reduce((sum: number, item) => sum + countLeaves(item), 0)
}

/** Integers of any length as BigInt, which are int values. */
function exactInteger(_key: string, value: unknown, context?: { readonly source?: string }) {
  const source = context?.source ?? ''
  return typeof value === 'number' && /^-?\d+$/.test(source) ? BigInt(source) : value
}

/** @param letters Of the values in order; without a letter the JSON decides. */
function fromJson(value: unknown, letters: Iterator<string>): AnyValue {
  if (Array.isArray(value))
    return { arrayValue: { values: value.map((item) => fromJson(item, letters)) } }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => compareKeys(a, b))
    const values = members.map(([key, item]) => ({ key, value: fromJson(item, letters) }))
    return { kvlistValue: { values } }
  }
  const { value: letter } = letters.next()
  const special = letter === undefined ? undefined : notFinite[letter]
  if (special !== undefined) return { doubleValue: special }
  if (letter === leaf.bytes && typeof value === 'string') return { bytesValue: value }
  switch (typeof value) {
    case 'string':
      return { stringValue: value }
    case 'boolean':
      return { boolValue: value }
    case 'bigint':
      return letter === leaf.wholeDouble
        ? { doubleValue: Number(value) }
        : { intValue: String(value) }
    case 'number':
      return { doubleValue: value }
    default:
      return {}
  }
}

const notFinite: Readonly<Record<string, string>> = {
  [leaf.notANumber]: 'NaN',
  [leaf.infinity]: 'Infinity',
  [leaf.minusInfinity]: '-Infinity',
}

function doubleOf(text: string): number | string {
  const number = Number(text)
  return Number.isFinite(number) ? number : text
}

/** Rows grouped by `key`, in the order of their first rows. */
export function grouped<Row>(rows: readonly Row[], key: (row: Row) => unknown): Row[][] {
  return [...Map.groupBy(rows, (row) => JSON.stringify(key(row))).values()]
}
