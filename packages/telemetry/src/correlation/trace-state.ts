import type { TraceState } from '@opentelemetry/api'

const maxMembers = 32
const keyPattern = /^[a-z\d][a-z\d_\-*/@]{0,255}$/
const valuePattern = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/

/**
 * An immutable `tracestate` list. OpenTelemetry's parser (core 3.1) keeps lists, keys and values that
 * the specification does not allow.
 *
 * @see https://www.w3.org/TR/trace-context-2/#tracestate-header
 */
class W3CTraceState implements TraceState {
  readonly #members: ReadonlyMap<string, string>

  constructor(members: ReadonlyMap<string, string>) {
    this.#members = members
  }

  get(key: string): string | undefined {
    return this.#members.get(key)
  }

  /** Moves the key to the front, as the specification requires; an invalid key or value changes nothing. */
  set(key: string, value: string): TraceState {
    if (!keyPattern.test(key) || !valuePattern.test(value)) return this
    const others = [...this.#members].filter(([other]) => other !== key)
    return new W3CTraceState(new Map([[key, value], ...others.slice(0, maxMembers - 1)]))
  }

  unset(key: string): TraceState {
    return new W3CTraceState(new Map([...this.#members].filter(([other]) => other !== key)))
  }

  serialize(): string {
    return [...this.#members].map(([key, value]) => `${key}=${value}`).join(',')
  }
}

/**
 * Parses a `tracestate` header. Of members with the same key the first, which is the newest, is kept; the
 * whole list is discarded if any part of it is invalid.
 */
export function parseTraceState(text: string): TraceState | undefined {
  const members = new Map<string, string>()
  for (const part of text.split(',')) {
    const member = part.replace(/^[ \t]+|[ \t]+$/g, '')
    if (member === '') continue
    const at = member.indexOf('=')
    const key = member.slice(0, Math.max(0, at))
    const value = member.slice(at + 1)
    if (!keyPattern.test(key) || !valuePattern.test(value)) return undefined
    if (!members.has(key)) members.set(key, value)
    if (members.size > maxMembers) return undefined
  }
  return members.size === 0 ? undefined : new W3CTraceState(members)
}
