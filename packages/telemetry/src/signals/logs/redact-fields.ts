import { type Redactor, redacted } from '../../redaction/index.ts'
import { describeThrown, isError } from '../../thrown-value.ts'

/** Hexadecimal fields of our own, excluded because a few of them would match a card number. */
const ids = new Set(['trace_id', 'span_id', 'xray_trace_id'])

/** Functions by field name, as in the `serializers` option of pino. */
export type Serializers = Readonly<Record<string, ((value: unknown) => unknown) | undefined>>

/** Serializes the fields of a log line and redacts them in place, names included. */
export function createFieldsRedactor(redactor: Redactor) {
  const one = (value: unknown): unknown => {
    if (typeof value === 'string') return redactor.text(value)
    return isError(value) ? errorFields(value, redactor) : redactor.value(value)
  }

  return <Fields extends Record<string, unknown>>(
    fields: Fields,
    serializers: Serializers,
  ): Fields => {
    const writable: Record<string, unknown> = fields
    for (const key in fields) {
      const serialize = serializers[key] ?? serializeFastify
      writable[key] = serialize(writable[key])
    }
    const hiddenKeys = redactor.hiddenKeys(fields)
    for (const key in fields) {
      const value = writable[key]
      if (typeof value === 'boolean' || ids.has(key)) continue
      const isHidden = hiddenKeys?.has(key) || redactor.hides(key, value)
      const name = redactor.text(key)
      if (name !== key) delete writable[key]
      else if (typeof value === 'number' && !isHidden && Math.abs(value) < 1e14) continue
      writable[name] = isHidden ? redacted : one(value)
    }
    return fields
  }
}

/** An error in pino's shape, `type` first, with all its causes. */
function errorFields(error: Error, redactor: Redactor): object {
  const { name, message, stack, ...rest } = redactor.value(error) as Record<string, unknown>
  if (error instanceof Error && typeof message === 'string' && message !== '') {
    return { type: name, message, stack, ...rest }
  }
  return { ...thrownFields(error, redactor), ...rest }
}

/** Any thrown value in the shape of an error. */
export function thrownFields(thrown: unknown, redactor: Redactor): object {
  const { name, message, stack } = describeThrown(thrown)
  return {
    type: name,
    message: redactor.text(message),
    ...(stack !== undefined && { stack: redactor.text(stack) }),
  }
}

interface RequestLike {
  readonly raw: { readonly url?: string; readonly statusCode?: number }
  readonly method?: string
  readonly url?: string
  readonly host?: string
  readonly ip?: string
  readonly headers?: Readonly<Record<string, unknown>>
  readonly socket?: { readonly remotePort?: number }
  readonly statusCode?: number
  readonly request?: unknown
}

/** Reduces a Fastify request or reply to the fields that Fastify's own logger shows; other values are unchanged. */
function serializeFastify(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('raw' in value)) return value
  const like = value as RequestLike
  if (like.request !== undefined) return { statusCode: like.statusCode }
  if (like.method === undefined || like.headers === undefined) return value
  return {
    method: like.method,
    url: like.url,
    version: like.headers['accept-version'],
    host: like.host,
    remoteAddress: like.ip,
    remotePort: like.socket?.remotePort,
  }
}
