import type { Exception } from '@opentelemetry/api'

/** A thrown value as text; nothing in it can throw when it is read. */
export interface ThrownValue {
  /** Class name; undefined for a string, which is only a message. */
  readonly name: string | undefined
  /** Never empty. */
  readonly message: string
  readonly stack: string | undefined
  readonly code: string | number | undefined
}

const maxMessageLength = 8000
const maxJoinedErrors = 5
const unreadable = 'an error that cannot be read'

/** `Error.isError` is newer than TypeScript's library. */
const { isError: isOfAnyRealm } = Error as unknown as { isError(value: unknown): boolean }

/** Whether a value is an error of any realm, or an object that inherits from Error, such as Fastify's errors. */
export function isError(value: unknown): value is Error {
  try {
    return isOfAnyRealm(value) || value instanceof Error
  } catch {
    // A proxy whose prototype cannot be read, for example a revoked one.
    return false
  }
}

/** Describes any thrown value: strings, objects, `null`, errors of other realms, errors without a message. */
export function describeThrown(value: unknown): ThrownValue {
  if (isError(value)) return describeError(value)
  const isObject = typeof value === 'object' && value !== null
  const own = isObject ? text(read(value, 'message')) : undefined
  return {
    name: typeof value === 'string' ? undefined : 'ThrownValue',
    message: truncate(own || shown(value)),
    stack: undefined,
    code: isObject ? codeOf(value) : undefined,
  }
}

/** The exception to record on a span. An ordinary error is recorded as the SDK does; X-Ray also shows its causes. */
export function toException(value: unknown): Exception {
  const { name, message, stack, code } = describeThrown(value)
  if (name === undefined) return message
  const cause = isError(value) ? causeOf(value) : undefined
  return {
    name,
    message,
    ...(stack !== undefined && { stack }),
    ...(code !== undefined && { code }),
    ...(cause !== undefined && cause !== value && { cause }),
  }
}

/** An AggregateError without a cause has its first error as cause. */
export function causeOf(error: object): unknown {
  const errors = read(error, 'errors')
  return read(error, 'cause') ?? (Array.isArray(errors) ? errors[0] : undefined)
}

function describeError(error: Error): ThrownValue {
  const code = codeOf(error)
  const name = text(read(error, 'name')) || 'Error'
  const stack = read(error, 'stack')
  return {
    name,
    message: truncate(messageOf(error) || (code === undefined ? name : String(code))),
    stack: typeof stack === 'string' ? stack : undefined,
    code,
  }
}

/** Node's AggregateError of a failed connection has no message; its errors have. */
function messageOf(error: Error): string {
  const message = read(error, 'message', unreadable)
  if (typeof message === 'string' && message !== '') return message
  if (message !== '' && message !== undefined) return shown(message)
  const errors = read(error, 'errors')
  const causes = Array.isArray(errors) ? errors.slice(0, maxJoinedErrors) : [read(error, 'cause')]
  return causes.flatMap((cause) => (isError(cause) ? messageOf(cause) || [] : [])).join('; ')
}

function codeOf(value: object): string | number | undefined {
  const code = read(value, 'code')
  return typeof code === 'string' || typeof code === 'number' ? code : undefined
}

/** A property, or `otherwise` if its getter throws. */
function read(value: object, key: string, otherwise?: unknown): unknown {
  try {
    return (value as Readonly<Record<string, unknown>>)[key]
  } catch {
    return otherwise
  }
}

const text = (value: unknown) => (typeof value === 'string' ? value : undefined)

function shown(value: unknown): string {
  try {
    if (typeof value === 'string') return value || '(empty string)'
    const json = typeof value === 'object' ? JSON.stringify(value) : undefined
    return json ?? String(value)
  } catch {
    return tagOf(value)
  }
}

/** `[object Object]`, for example for a cycle. */
function tagOf(value: unknown): string {
  try {
    return Object.prototype.toString.call(value)
  } catch {
    return '[unreadable]'
  }
}

const truncate = (message: string) =>
  message.length > maxMessageLength ? `${message.slice(0, maxMessageLength)}…` : message
