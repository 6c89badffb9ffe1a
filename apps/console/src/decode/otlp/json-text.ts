import { compareKeys, leaf, type ValueType } from '../../model/value-types.ts'
import { InvalidRecordError } from './invalid-record-error.ts'

const maxDepth = 32

/** Formats a nested value as the Collector does: keys sorted, bytes in base64, integers exact. */
export function objectText(
  members: readonly (readonly [key: string, json: string, ...rest: string[]])[],
): string {
  const sorted = [...members].sort(([a], [b]) => compareKeys(a, b))
  return `{${sorted.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(',')}}`
}

export function numberText(value: number): string {
  return Number.isFinite(value) ? String(value) : 'null'
}

/** @throws InvalidRecordError, so that no sender can exhaust the stack */
export function checkDepth(depth: number): void {
  if (depth > maxDepth)
    throw new InvalidRecordError(`an attribute or body is nested more than ${maxDepth} levels`)
}

/** The letter of a double within an array or a map. */
export function doubleLeaf(value: number): string {
  if (Number.isFinite(value)) return /^-?\d+$/.test(String(value)) ? leaf.wholeDouble : leaf.double
  return Number.isNaN(value) ? leaf.notANumber : value > 0 ? leaf.infinity : leaf.minusInfinity
}

/** The type of an array or a map by the letters of its values. */
export function nestedType(type: 'array' | 'map', leaves: string): ValueType {
  if (type === 'array' && /^[dD]+$/.test(leaves)) return 'doubles'
  return /[Dnpmy]/.test(leaves) ? `leaves:${leaves}` : type
}
