import { type Attributes, setAttribute } from '../attributes.ts'
import { checkDepth, numberText, objectText } from '../json-text.ts'
import { isObject, type JsonObject, objectField, objectsField, textField } from './wire.ts'

/** KeyValues → attributes, their values as text. */
export function attributesField(parent: JsonObject, name: string): Attributes {
  const attributes: Attributes = {}
  for (const pair of objectsField(parent, name))
    setAttribute(attributes, textField(pair, 'key'), valueText(pair.value))
  return attributes
}

/** An AnyValue as text: strings as they are, lists and maps as JSON. */
export function valueText(value: unknown): string {
  if (!isObject(value)) return ''
  if (typeof value.stringValue === 'string') return value.stringValue
  if (typeof value.bytesValue === 'string') return value.bytesValue
  if (value.doubleValue !== undefined) return String(value.doubleValue)
  return jsonText(value, 0) ?? ''
}

function jsonText(value: unknown, depth: number): string | undefined {
  checkDepth(depth)
  if (!isObject(value)) return undefined
  if (typeof value.stringValue === 'string') return JSON.stringify(value.stringValue)
  if (typeof value.bytesValue === 'string') return JSON.stringify(value.bytesValue)
  if (typeof value.boolValue === 'boolean') return String(value.boolValue)
  if (value.intValue !== undefined) return wholeNumber(value.intValue)
  if (value.doubleValue !== undefined) return numberText(Number(value.doubleValue))
  if (value.arrayValue !== undefined) {
    const items = objectsField(objectField(value, 'arrayValue'), 'values')
    return `[${items.map((item) => jsonText(item, depth + 1) ?? 'null').join(',')}]`
  }
  if (value.kvlistValue !== undefined) {
    const pairs = objectsField(objectField(value, 'kvlistValue'), 'values')
    return objectText(
      pairs.map((pair) => [textField(pair, 'key'), jsonText(pair.value, depth + 1) ?? 'null']),
    )
  }
  return undefined
}

/** int64 comes as decimal text, or as a number from senders that do not care. */
function wholeNumber(value: unknown): string {
  const text = String(value)
  return /^-?\d{1,19}$/.test(text) ? text : 'null'
}
