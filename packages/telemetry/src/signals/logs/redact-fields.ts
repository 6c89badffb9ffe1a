import { types } from 'node:util'
import { type Redactor, redacted } from '../../redaction/index.ts'

/** Hexadecimal fields of our own, excluded because a few of them would match a card number. */
const ids = new Set(['trace_id', 'span_id', 'xray_trace_id'])

/** Redacts the fields of a log line in place, names included. */
export function createFieldsRedactor(redactor: Redactor) {
  const one = (value: unknown): unknown => {
    if (typeof value === 'string') return redactor.text(value)
    return types.isNativeError(value) ? errorFields(value, redactor) : redactor.value(value)
  }

  return <Fields extends Record<string, unknown>>(fields: Fields): Fields => {
    const writable: Record<string, unknown> = fields
    const hiddenKeys = redactor.hiddenKeys(fields)
    for (const key in fields) {
      const value = writable[key]
      if (typeof value === 'boolean' || ids.has(key)) continue
      const isHidden = hiddenKeys?.has(key) || redactor.hides(key, value)
      const name = redactor.text(key)
      if (name !== key) delete writable[key]
      else if (typeof value === 'number' && !isHidden && value < 1e14) continue
      writable[name] = isHidden ? redacted : one(value)
    }
    return fields
  }
}

/** An error in pino's shape, `type` first, with all its causes. */
function errorFields(error: Error, redactor: Redactor): object {
  const { name, message, stack, ...rest } = redactor.value(error) as Record<string, unknown>
  return { type: name, message, stack, ...rest }
}
