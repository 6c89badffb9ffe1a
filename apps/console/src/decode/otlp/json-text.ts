import { InvalidRecordError } from './invalid-record-error.ts'

const maxDepth = 32

/** Formats a nested value as the Collector does: keys sorted, bytes in base64, integers exact. */
export function objectText(members: readonly (readonly [key: string, json: string])[]): string {
  const sorted = [...members].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
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
