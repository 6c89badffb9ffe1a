import { type Attributes, setAttribute } from '../attributes.ts'
import { checkDepth, numberText, objectText } from '../json-text.ts'
import { type Reader, readMessage } from './wire.ts'

/** Reads a KeyValue into the attributes as text. */
export function readAttribute(reader: Reader, attributes: Attributes): true {
  let key = ''
  let value = ''
  readMessage(reader, (field) => {
    if (field === 1) key = reader.string()
    else if (field === 2) value = readText(reader)
    else return false
    return true
  })
  setAttribute(attributes, key, value)
  return true
}

/** Reads an AnyValue as text: strings unchanged, lists and maps as JSON. */
export function readText(reader: Reader): string {
  let text = ''
  readMessage(reader, (field) => {
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
      default: {
        const json = readJsonField(reader, field, 0)
        text = json ?? text
        return json !== undefined
      }
    }
  })
  return text
}

function readJson(reader: Reader, depth: number): string {
  checkDepth(depth)
  let json = 'null'
  readMessage(reader, (field) => {
    const read = readJsonField(reader, field, depth)
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
    case 4:
      return numberText(reader.double())
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
  const members: (readonly [string, string])[] = []
  readMessage(reader, (list) => {
    if (list !== 1) return false
    let key = ''
    let json = 'null'
    readMessage(reader, (field) => {
      if (field === 1) key = reader.string()
      else if (field === 2) json = readJson(reader, depth)
      else return false
      return true
    })
    members.push([key, json])
    return true
  })
  return objectText(members)
}

function readBase64(reader: Reader): string {
  const length = reader.uint32()
  const start = reader.pos
  reader.skip(length)
  return (reader.buf as Buffer).toString('base64', start, start + length)
}
