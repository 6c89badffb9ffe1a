import { invalidField } from '../invalid-record-error.ts'
import { OtlpDecodeError } from '../otlp-decode-error.ts'
import { parseInteger } from './integer.ts'
import { parseJson } from './parse-json.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** @throws OtlpDecodeError when the text is not a JSON object */
export function parseRequest(bytes: Buffer): JsonObject {
  const value = parseJson(bytes)
  if (!isObject(value)) throw new OtlpDecodeError('malformed', 'The body is not a JSON object')
  return value
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const snakeCase = new Map<string, string>()

/**
 * Reads a field by its lowerCamelCase or original name, as protobuf's JSON mapping requires. `null` is
 * the default value of the field: `undefined`.
 */
export function field(parent: JsonObject, name: string): unknown {
  const value = parent[name]
  if (value !== undefined) return value ?? undefined
  let original = snakeCase.get(name)
  if (original === undefined) {
    original = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    snakeCase.set(name, original)
  }
  return parent[original] ?? undefined
}

export function objectField(parent: JsonObject, name: string): JsonObject {
  const value = field(parent, name) ?? {}
  if (!isObject(value)) throw invalidField(name, 'an object', value)
  return value
}

export function arrayField(parent: JsonObject, name: string): readonly unknown[] {
  const value = field(parent, name) ?? []
  if (!Array.isArray(value)) throw invalidField(name, 'an array', value)
  return value
}

export function objectsField(parent: JsonObject, name: string): readonly JsonObject[] {
  return arrayField(parent, name).map((value) => {
    if (!isObject(value)) throw invalidField(`an element of ${name}`, 'an object', value)
    return value
  })
}

export function textField(parent: JsonObject, name: string): string {
  const value = field(parent, name) ?? ''
  if (typeof value !== 'string') throw invalidField(name, 'a string', value)
  return value
}

/** IDs are hex in OTLP's JSON, unlike in protobuf's JSON mapping. */
export function idField(parent: JsonObject, name: string): string {
  return textField(parent, name).toLowerCase()
}

const maxUint32 = 2n ** 32n - 1n
const maxUint64 = 2n ** 64n - 1n

export function uint32Field(parent: JsonObject, name: string): number {
  const value = field(parent, name)
  if (value === undefined) return 0
  const integer = parseInteger(value)
  if (integer === undefined || integer < 0n || integer > maxUint32)
    throw invalidField(name, 'an integer between 0 and 4294967295', value)
  return Number(integer)
}

/** Nanoseconds since the epoch: an unsigned 64-bit integer as a string or a number. */
export function nanosField(parent: JsonObject, name: string): bigint {
  const value = field(parent, name)
  if (value === undefined || value === '') return 0n
  const integer = parseInteger(value)
  if (integer === undefined || integer < 0n || integer > maxUint64)
    throw invalidField(name, 'nanoseconds since the epoch', value)
  return integer
}

/** An enum by name or number. Numbers without a name are valid, as in protobuf. */
export function enumField(
  parent: JsonObject,
  name: string,
  numbers: Readonly<Record<string, number>>,
): number {
  const value = field(parent, name)
  if (value === undefined) return 0
  if (typeof value === 'string' && Object.hasOwn(numbers, value)) return numbers[value] ?? 0
  const integer = parseInteger(value)
  if (integer === undefined || integer < -(2n ** 31n) || integer >= 2n ** 31n)
    throw invalidField(name, `a number or one of ${Object.keys(numbers).join(', ')}`, value)
  return Number(integer)
}
