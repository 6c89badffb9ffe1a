import { compareKeys, leaf, type ValueType } from '../../../model/value-types.ts'
import { type Attributes, setAttribute } from '../attributes.ts'
import { checkDepth, doubleLeaf, nestedType, numberText, objectText } from '../json-text.ts'
import { type Reader, readMessage } from './wire.ts'

/** Reads a KeyValue into the attributes as text. */
export function readAttribute(reader: Reader, attributes: Attributes): true {
  let key = ''
  let value = ''
  let type: ValueType = 'empty'
  readMessage(reader, (field) => {
    if (field === 1) key = reader.string()
    else if (field === 2) {
      value = readText(reader)
      type = lastType
    } else return false
    return true
  })
  setAttribute(attributes, key, value, type)
  return true
}

/** By field number of AnyValue. */
const types = ['empty', 'string', 'bool', 'int', 'double', 'array', 'map', 'bytes'] as const
let lastType: ValueType = 'empty'

/** The type of the value that `readText` has read last. */
export function typeOfLastText(): ValueType {
  return lastType
}

/** Reads an AnyValue as text: strings unchanged, lists and maps as JSON. */
export function readText(reader: Reader): string {
  let text = ''
  let type: ValueType = 'empty'
  readMessage(reader, (field) => {
    type = types[field] ?? type
    switch (field) {
      case 1:
        text = reader.string()
        return true
      case 4:
        text = String(reader.double())
        return true
      case 7:
        text = readBase64(reader)
        return true
      case 5:
      case 6:
        leaves = ''
        text = field === 5 ? readArray(reader, 1) : readKeyValueList(reader, 1)
        type = nestedType(field === 5 ? 'array' : 'map', leaves)
        return true
      default: {
        const json = readJsonField(reader, field, 0)
        text = json ?? text
        return json !== undefined
      }
    }
  })
  lastType = type
  return text
}

/** Letters of the values within the array or map that is read. */
let leaves = ''
/** By field number of AnyValue; arrays and maps have the letters of their values. */
const letters: readonly (string | undefined)[] = [
  ...[leaf.empty, leaf.string, leaf.bool, leaf.int, undefined, undefined, undefined, leaf.bytes],
]

function readJson(reader: Reader, depth: number): string {
  checkDepth(depth)
  let json = 'null'
  const before = leaves
  leaves += leaf.empty
  readMessage(reader, (field) => {
    leaves = before
    const read = readJsonField(reader, field, depth)
    if (read === undefined) leaves += leaf.empty
    else leaves += letters[field] ?? ''
    json = read ?? json
    return read !== undefined
  })
  return json
}

function readJsonField(reader: Reader, field: number, depth: number): string | undefined {
  switch (field) {
    case 1:
      return JSON.stringify(reader.string())
    case 2:
      return String(reader.bool())
    case 3:
      return String(reader.int64())
    case 4: {
      const value = reader.double()
      leaves += doubleLeaf(value)
      return numberText(value)
    }
    case 5:
      return readArray(reader, depth + 1)
    case 6:
      return readKeyValueList(reader, depth + 1)
    case 7:
      return `"${readBase64(reader)}"`
    default:
      return undefined
  }
}

function readArray(reader: Reader, depth: number): string {
  const items: string[] = []
  readMessage(reader, (field) => {
    if (field !== 1) return false
    items.push(readJson(reader, depth))
    return true
  })
  return `[${items.join(',')}]`
}

function readKeyValueList(reader: Reader, depth: number): string {
  const members: (readonly [key: string, json: string, leaves: string])[] = []
  const before = leaves
  readMessage(reader, (list) => {
    if (list !== 1) return false
    let key = ''
    let json = 'null'
    leaves = leaf.empty
    readMessage(reader, (field) => {
      if (field === 1) key = reader.string()
      else if (field === 2) {
        leaves = ''
        json = readJson(reader, depth)
      } else return false
      return true
    })
    members.push([key, json, leaves])
    return true
  })
  const sorted = members.sort(([a], [b]) => compareKeys(a, b))
  leaves = before + sorted.map(([, , ofMember]) => ofMember).join('')
  return objectText(members)
}

function readBase64(reader: Reader): string {
  const length = reader.uint32()
  const start = reader.pos
  reader.skip(length)
  return (reader.buf as Buffer).toString('base64', start, start + length)
}
