import { attributeValue } from './attribute-value.ts'

/** OTLP's JSON form: hex ids, numbers for enums, 64-bit integers as decimal text. */
export type AnyValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number }

export interface KeyValue {
  readonly key: string
  readonly value: AnyValue
}

export function keyValues(attributes: Readonly<Record<string, string>>): KeyValue[] {
  return Object.entries(attributes).map(([key, text]) => ({ key, value: anyValue(key, text) }))
}

function anyValue(key: string, text: string): AnyValue {
  const typed = attributeValue(key, text)
  switch (typed.type) {
    case 'bool':
      return { boolValue: typed.value }
    case 'int64':
      return { intValue: typed.value }
    case 'float64':
      return { doubleValue: typed.value }
    default:
      return { stringValue: typed.value }
  }
}

/** Rows that share what `key` names, in the order in which each first came. */
export function grouped<Row>(rows: readonly Row[], key: (row: Row) => unknown): Row[][] {
  return [...Map.groupBy(rows, (row) => JSON.stringify(key(row))).values()]
}
