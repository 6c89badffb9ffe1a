import { OtlpDecodeError } from '../otlp-decode-error.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** @throws OtlpDecodeError when the text is not a JSON object */
export function parseRequest(bytes: Buffer): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch (cause) {
    throw new OtlpDecodeError('malformed', 'The body is not JSON', { cause })
  }
  if (!isObject(value)) throw new OtlpDecodeError('malformed', 'The body is not a JSON object')
  return value
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Absent and null are the field's default, as protobuf's JSON form has it. */
export function objectField(parent: JsonObject, name: string): JsonObject {
  const value = parent[name]
  if (value === undefined || value === null) return {}
  return isObject(value) ? value : wrong(name, 'an object')
}

export function objectsField(parent: JsonObject, name: string): readonly JsonObject[] {
  const value = parent[name]
  if (value === undefined || value === null) return []
  return Array.isArray(value) && value.every(isObject) ? value : wrong(name, 'a list of objects')
}

export function textField(parent: JsonObject, name: string): string {
  const value = parent[name]
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : wrong(name, 'text')
}

/** Ids are hex in OTLP's JSON, unlike protobuf's own JSON form. */
export function idField(parent: JsonObject, name: string): string {
  return textField(parent, name).toLowerCase()
}

export function numberField(parent: JsonObject, name: string): number {
  const value = parent[name]
  if (value === undefined || value === null) return 0
  return Number.isInteger(value) ? Number(value) : wrong(name, 'a whole number')
}

/** 64 bits come as decimal text, or as a number from senders that do not care. */
export function nanosField(parent: JsonObject, name: string): bigint {
  const value = parent[name]
  if (value === undefined || value === null || value === '') return 0n
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) return BigInt(value)
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return BigInt(value)
  return wrong(name, 'nanoseconds as text')
}

function wrong(name: string, expected: string): never {
  throw new OtlpDecodeError('malformed', `The field ${name} is not ${expected}`)
}
