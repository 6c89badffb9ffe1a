import { compareKeys, leaf, type ValueType } from '../../../model/value-types.ts'
import { type Attributes, checkAttributeCount, setAttribute } from '../attributes.ts'
import { InvalidRecordError, invalidField } from '../invalid-record-error.ts'
import { checkDepth, doubleLeaf, nestedType, numberText, objectText } from '../json-text.ts'
import { readBoolean, readDouble, readInt64 } from './scalars.ts'
import { field, isObject, type JsonObject, objectField, objectsField, textField } from './wire.ts'

/** KeyValues → attributes with text values. */
export function attributesField(parent: JsonObject, name: string): Attributes {
  const attributes: Attributes = {}
  const pairs = objectsField(parent, name)
  checkAttributeCount(pairs.length)
  for (const pair of pairs) {
    const key = textField(pair, 'key')
    const text = valueField(pair, 'value', `${name}[${JSON.stringify(key)}]`)
    setAttribute(attributes, key, text, typeField(pair, 'value'))
  }
  return attributes
}

/** Reads an AnyValue as text: strings unchanged, lists and maps as JSON. */
export function valueField(parent: JsonObject, name: string, path = name): string {
  try {
    return valueText(field(parent, name))
  } catch (error) {
    if (error instanceof InvalidRecordError)
      throw new InvalidRecordError(`${path.slice(0, 100)}: ${error.message}`)
    throw error
  }
}

/** The type of an AnyValue that `valueField` has read. */
export function typeField(parent: JsonObject, name: string): ValueType {
  const value = field(parent, name)
  if (!isObject(value)) return 'empty'
  const has = (type: string) => field(value, type) !== undefined
  if (typeof field(value, 'stringValue') === 'string') return 'string'
  if (has('bytesValue')) return 'bytes'
  if (has('doubleValue')) return 'double'
  if (has('boolValue')) return 'bool'
  if (has('intValue')) return 'int'
  if (has('arrayValue')) return nestedType('array', leavesOf(value))
  return has('kvlistValue') ? nestedType('map', leavesOf(value)) : 'empty'
}

/** A letter for each value within an AnyValue; of one that `jsonText` has read. */
function leavesOf(value: unknown): string {
  if (!isObject(value)) return leaf.empty
  const has = (type: string) => field(value, type) !== undefined
  if (has('stringValue')) return leaf.string
  if (has('boolValue')) return leaf.bool
  if (has('intValue')) return leaf.int
  if (has('doubleValue')) return doubleLeaf(readDouble('doubleValue', field(value, 'doubleValue')))
  if (has('bytesValue')) return leaf.bytes
  if (has('arrayValue'))
    return objectsField(objectField(value, 'arrayValue'), 'values').map(leavesOf).join('')
  if (!has('kvlistValue')) return leaf.empty
  return objectsField(objectField(value, 'kvlistValue'), 'values')
    .map((pair) => [textField(pair, 'key'), leavesOf(field(pair, 'value'))] as const)
    .sort(([a], [b]) => compareKeys(a, b))
    .map(([, leaves]) => leaves)
    .join('')
}

function valueText(value: unknown): string {
  if (value === undefined) return ''
  if (!isObject(value)) throw invalidField('a value', 'an object', value)
  const text = field(value, 'stringValue')
  if (typeof text === 'string') return text
  const bytes = field(value, 'bytesValue')
  if (bytes !== undefined) return base64(bytes)
  const double = field(value, 'doubleValue')
  if (double !== undefined) return String(readDouble('doubleValue', double))
  return jsonText(value, 0) ?? ''
}

function jsonText(value: unknown, depth: number): string | undefined {
  checkDepth(depth)
  if (value === undefined || value === null) return undefined
  if (!isObject(value)) throw invalidField('a value', 'an object', value)
  const text = field(value, 'stringValue')
  if (text !== undefined) {
    if (typeof text !== 'string') throw invalidField('stringValue', 'a string', text)
    return JSON.stringify(text)
  }
  const boolean = field(value, 'boolValue')
  if (boolean !== undefined) return String(readBoolean('boolValue', boolean))
  const integer = field(value, 'intValue')
  if (integer !== undefined) return String(readInt64('intValue', integer))
  const double = field(value, 'doubleValue')
  if (double !== undefined) return numberText(readDouble('doubleValue', double))
  const bytes = field(value, 'bytesValue')
  if (bytes !== undefined) return JSON.stringify(base64(bytes))
  if (field(value, 'arrayValue') !== undefined) {
    const items = objectsField(objectField(value, 'arrayValue'), 'values')
    return `[${items.map((item) => jsonText(item, depth + 1) ?? 'null').join(',')}]`
  }
  if (field(value, 'kvlistValue') !== undefined) {
    const pairs = objectsField(objectField(value, 'kvlistValue'), 'values')
    return objectText(
      pairs.map((pair) => [
        textField(pair, 'key'),
        jsonText(field(pair, 'value'), depth + 1) ?? 'null',
      ]),
    )
  }
  return undefined
}

/** Accepts the standard and the URL-safe alphabet, with and without padding; returns the standard form. */
function base64(value: unknown): string {
  if (typeof value !== 'string' || !/^[\w+/-]*={0,2}$/.test(value))
    throw invalidField('bytesValue', 'base64', value)
  return Buffer.from(value, 'base64').toString('base64')
}
