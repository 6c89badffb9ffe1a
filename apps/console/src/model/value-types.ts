/**
 * Type of an OTLP value, which is stored as text. `doubles` is an array of doubles; `leaves:` has a letter for
 * each value within an array or a map whose JSON does not show the types.
 */
export type ValueType =
  | 'empty'
  | 'string'
  | 'bool'
  | 'int'
  | 'double'
  | 'bytes'
  | 'array'
  | 'doubles'
  | 'map'
  | `leaves:${string}`

/** Types by attribute key. */
export type AttributeTypes = Readonly<Record<string, ValueType>>

/** The types of a row's values, except those that `typeOfText` finds; stored as JSON. */
export interface RowTypes {
  readonly resource?: AttributeTypes | undefined
  readonly scope?: AttributeTypes | undefined
  readonly attributes?: AttributeTypes | undefined
  /** By index. */
  readonly events?: Readonly<Record<number, AttributeTypes>> | undefined
  readonly links?: Readonly<Record<number, AttributeTypes>> | undefined
  readonly body?: ValueType | undefined
}

/**
 * The type that a text most likely had: a number or a boolean only when that value is written exactly so.
 * Versions are texts in all semantic conventions, such as `network.protocol.version` 1.1.
 */
export function typeOfText(key: string, text: string): 'string' | 'bool' | 'int' | 'double' {
  if (!/^[-\dtf]/.test(text) || /(^|[._])version$/i.test(key)) return 'string'
  if (text === 'true' || text === 'false') return 'bool'
  if (/^(0|-?[1-9]\d{0,18})$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text))
    return 'int'
  const number = Number(text)
  return Number.isFinite(number) && String(number) === text ? 'double' : 'string'
}

/** Reads the column ValueTypes; unreadable text has no types. */
export function parseRowTypes(text: string | undefined): RowTypes {
  if (!text) return {}
  try {
    return JSON.parse(text) as RowTypes
  } catch {
    return {}
  }
}

/** The type of an attribute. */
export function attributeType(types: AttributeTypes | undefined, key: string, text: string) {
  return types !== undefined && Object.hasOwn(types, key)
    ? (types[key] ?? 'string')
    : typeOfText(key, text)
}

/** Letters of `leaves:`; a map has its keys in order of their text. */
export const leaf = {
  empty: 'e',
  string: 's',
  bool: 'b',
  int: 'i',
  /** Its JSON shows that it is a double, such as 1.5. */
  double: 'd',
  /** Its JSON is that of an integer. */
  wholeDouble: 'D',
  ...{ notANumber: 'n', infinity: 'p', minusInfinity: 'm' },
  bytes: 'y',
} as const

/** The keys of a map in the order of its letters. */
export function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
