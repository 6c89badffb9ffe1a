import { invalidField } from '../invalid-record-error.ts'
import { parseInteger } from './integer.ts'
import { arrayField, field, type JsonObject } from './wire.ts'

/** protobuf's Java implementation also accepts the strings. */
export function readBoolean(name: string, value: unknown): boolean {
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw invalidField(name, 'true or false', value)
}

export function readInt64(name: string, value: unknown): bigint {
  const integer = parseInteger(value)
  if (integer === undefined || BigInt.asIntN(64, integer) !== integer)
    throw invalidField(name, 'a 64-bit integer', value)
  return integer
}

const decimal = /^-?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/
const special = ['NaN', 'Infinity', '-Infinity']

export function readDouble(name: string, value: unknown): number {
  if (typeof value === 'number' || typeof value === 'bigint') return Number(value)
  if (typeof value === 'string' && (decimal.test(value) || special.includes(value)))
    return Number(value)
  throw invalidField(name, 'a number, "NaN", "Infinity" or "-Infinity"', value)
}

function readUint64(name: string, value: unknown): bigint {
  const integer = parseInteger(value)
  if (integer === undefined || BigInt.asUintN(64, integer) !== integer)
    throw invalidField(name, 'an unsigned 64-bit integer', value)
  return integer
}

export function booleanField(parent: JsonObject, name: string): boolean {
  const value = field(parent, name)
  return value === undefined ? false : readBoolean(name, value)
}

export function doubleField(parent: JsonObject, name: string): number {
  const value = field(parent, name)
  return value === undefined ? 0 : readDouble(name, value)
}

export function doublesField(parent: JsonObject, name: string): number[] {
  return arrayField(parent, name).map((value) => readDouble(`an element of ${name}`, value))
}

export function int32Field(parent: JsonObject, name: string): number {
  const value = field(parent, name)
  if (value === undefined) return 0
  const integer = parseInteger(value)
  if (integer === undefined || BigInt.asIntN(32, integer) !== integer)
    throw invalidField(name, 'a 32-bit integer', value)
  return Number(integer)
}

export function int64Field(parent: JsonObject, name: string): bigint {
  const value = field(parent, name)
  return value === undefined ? 0n : readInt64(name, value)
}

export function uint64Field(parent: JsonObject, name: string): bigint {
  const value = field(parent, name)
  return value === undefined ? 0n : readUint64(name, value)
}

export function uint64sField(parent: JsonObject, name: string): bigint[] {
  return arrayField(parent, name).map((value) => readUint64(`an element of ${name}`, value))
}
