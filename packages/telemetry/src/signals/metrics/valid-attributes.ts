import type { Attributes } from '@opentelemetry/api'
import { printable, type WarnOnce } from '../warn-once.ts'

/** Attributes identify a series for as long as the process runs. */
const maxAttributes = 128
const maxLength = 4096

/** Whether the SDK can take the attributes as they are. Called for each measurement. */
export function isPlain(attributes: unknown): attributes is Attributes {
  if (typeof attributes !== 'object' || attributes === null) return false
  let count = 0
  try {
    for (const key in attributes) {
      const value: unknown = attributes[key as keyof typeof attributes]
      count += 1
      if (typeof value === 'string' ? value.length > maxLength : !isSerializable(typeof value))
        return false
    }
  } catch {
    // A getter threw.
    return false
  }
  return count <= maxAttributes
}

function isSerializable(type: string): boolean {
  return type === 'number' || type === 'boolean' || type === 'object'
}

/** Copies the valid attributes, and logs the others once. Omits undefined. */
export function validAttributes(
  attributes: unknown,
  instrument: string,
  warn: WarnOnce,
): Attributes {
  const valid: Attributes = {}
  if (attributes === undefined || attributes === null) return valid
  if (typeof attributes !== 'object') {
    warn(`attributes of ${instrument} are not an object`, attributes)
    return valid
  }
  const keys = Object.keys(attributes)
  if (keys.length > maxAttributes)
    warn(`attributes of ${instrument} beyond ${maxAttributes} are omitted`, keys.length)
  for (const key of keys.slice(0, maxAttributes)) {
    try {
      const value: unknown = Reflect.get(attributes, key)
      if (typeof value === 'string') valid[key] = value.slice(0, maxLength)
      else if (value !== undefined) valid[key] = serializable(value)
    } catch (error) {
      warn(`attribute ${printable(key)} of ${instrument} is omitted`, error)
    }
  }
  return valid
}

/** @throws TypeError */
function serializable(value: unknown): Attributes[string] {
  if (!isSerializable(typeof value)) throw new TypeError(`invalid type: ${typeof value}`)
  JSON.stringify(value)
  return value as Attributes[string]
}
