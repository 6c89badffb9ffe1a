import { type Redactor, redacted } from '../../redaction/index.ts'

/** Hexadecimal fields of our own, excluded because a few of them would match a card number. */
const ids = new Set(['trace_id', 'span_id', 'xray_trace_id'])

/** Redacts the fields of a log line in place. */
export function createFieldsRedactor(redactor: Redactor) {
  const one = (key: string, value: unknown): unknown => {
    if (redactor.isSensitive(key)) return redacted
    if (typeof value === 'string') return redactor.text(value)
    return value instanceof Error ? errorFields(value, redactor) : redactor.value(value)
  }

  return <Fields extends Record<string, unknown>>(fields: Fields): Fields => {
    const writable: Record<string, unknown> = fields
    for (const key in fields) {
      const value = writable[key]
      // Numbers, flags and IDs need no redaction.
      if (typeof value === 'number' || typeof value === 'boolean' || ids.has(key)) continue
      writable[key] = one(key, value)
    }
    return fields
  }
}

/** An error in pino's shape, `type` first, with all its causes. */
function errorFields(error: Error, redactor: Redactor): object {
  const { name, message, stack, ...rest } = redactor.value(error) as Record<string, unknown>
  return { type: name, message, stack, ...rest }
}
