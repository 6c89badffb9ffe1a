/** One span or log record is invalid; its neighbors in the request are not affected. */
export class InvalidRecordError extends Error {
  override readonly name = 'InvalidRecordError'
}

const maxShownLength = 40

/** An error that names the field, what is allowed and the value. */
export function invalidField(name: string, allowed: string, value: unknown): InvalidRecordError {
  return new InvalidRecordError(`${name} must be ${allowed} (got ${shown(value)})`)
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value)
  return text.length > maxShownLength ? `${text.slice(0, maxShownLength)}…` : text
}
