import { type Redactor, redacted } from '../../redaction/index.ts'

/** Ours, and hexadecimal: one in many millions of them looks like a card number. */
const ids = new Set(['trace_id', 'span_id', 'xray_trace_id'])

/** Applies the policy to the fields of a line, in place. */
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
      // Most fields are a number, a flag or an id, and cost nothing.
      if (typeof value === 'number' || typeof value === 'boolean' || ids.has(key)) continue
      writable[key] = one(key, value)
    }
    return fields
  }
}

/** pino's shape of an error, `type` first; its causes follow in full. */
function errorFields(error: Error, redactor: Redactor): object {
  const { name, message, stack, ...rest } = redactor.value(error) as Record<string, unknown>
  return { type: name, message, stack, ...rest }
}
