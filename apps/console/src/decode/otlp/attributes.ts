import {
  type AttributeTypes,
  type RowTypes,
  typeOfText,
  type ValueType,
} from '../../model/value-types.ts'
import { InvalidRecordError } from './invalid-record-error.ts'

/** Attributes with text values, in the format of the Collector's ClickHouse exporter. */
export type Attributes = Record<string, string>

/** Types of values that their text does not show. */
const typesKey = Symbol('types')

/** Sets any key, including `__proto__`, to the text of a value. */
export function setAttribute(
  attributes: Attributes,
  key: string,
  value: string,
  type: ValueType = 'string',
): void {
  if (key === '__proto__') define(attributes, key, value, true)
  else attributes[key] = value
  const isShown = isShownBy(key, value, type)
  const known = typesOf(attributes)
  if (isShown && known === undefined) return
  const types: Record<string, ValueType> = known ?? Object.create(null)
  if (known === undefined) define(attributes, typesKey, types, false)
  // The last of several values of a key is stored.
  if (isShown) delete types[key]
  else types[key] = type
}

/** Whether `typeOfText` finds the type; it need not be called for most values. */
function isShownBy(key: string, text: string, type: ValueType): boolean {
  if (type === 'int' || type === 'bool')
    return !/version$/i.test(key) || typeOfText(key, text) === type
  if (type === 'string') return !startsLikeValue(text) || typeOfText(key, text) === type
  return type === 'double' && typeOfText(key, text) === type
}

/** Whether a text starts like a number, `true` or `false`. */
function startsLikeValue(text: string): boolean {
  const first = text.charCodeAt(0)
  return (first >= 0x30 && first <= 0x39) || first === 0x2d || first === 0x74 || first === 0x66
}

/** Types of values that `typeOfText` does not find; undefined when it finds all. */
export function typesOf(attributes: Attributes): Record<string, ValueType> | undefined {
  const types = (attributes as { readonly [typesKey]?: Record<string, ValueType> })[typesKey]
  return types
}

/** Stores the types of a row as text; undefined without any. */
export function rowTypesText(types: RowTypes): string | undefined {
  const text = JSON.stringify(types)
  return text === '{}' ? undefined : text
}

/** Types of a list of attributes by index; undefined without any. */
export function typesOfEach(
  list: readonly Attributes[],
): Readonly<Record<number, AttributeTypes>> | undefined {
  let types: Record<number, AttributeTypes> | undefined
  for (let index = 0; index < list.length; index++) {
    const found = typesOf(list[index] ?? {})
    if (found) types = { ...types, [index]: found }
  }
  return types
}

function define(attributes: Attributes, key: PropertyKey, value: unknown, enumerable: boolean) {
  Object.defineProperty(attributes, key, { value, enumerable, configurable: true, writable: true })
}

/** Far above the number that instrumentations set; a request of 64 MiB could contain a million. */
const maxAttributes = 2_000

/** @throws InvalidRecordError before a record gets more attributes than allowed */
export function checkAttributeCount(count: number): void {
  if (count > maxAttributes) throw new InvalidRecordError('more than 2,000 attributes')
}

/** Total length of keys and values. */
export function attributeChars(attributes: Attributes): number {
  let chars = 0
  for (const key in attributes) chars += key.length + (attributes[key]?.length ?? 0)
  return chars
}
