import { redacted } from './redacted.ts'

const maxDepth = 8
const maxEntries = 500
const maxTextLength = 16_384

interface Rules {
  readonly isSensitive: (name: string) => boolean
  readonly text: (text: string) => string
  readonly url: (url: string) => string
}

/** A copy that is safe to send: secrets hidden, cycles cut, depth, entries and texts bounded, nothing thrown. */
export function redactValue(value: unknown, rules: Rules): unknown {
  const ancestors = new Set<object>()
  let entriesLeft = maxEntries

  const text = (value: string) =>
    value.length > maxTextLength
      ? `${rules.text(value.slice(0, maxTextLength))}…[${value.length - maxTextLength} more]`
      : rules.text(value)

  const entry = (key: string, read: () => unknown, depth: number): [string, unknown] => {
    if (rules.isSensitive(key)) return [key, redacted]
    try {
      return [key, copy(read(), depth + 1)]
    } catch {
      return [key, '[unreadable]']
    }
  }

  const take = <T>(all: readonly T[]): readonly T[] => {
    const taken = all.slice(0, Math.max(0, entriesLeft))
    entriesLeft -= taken.length
    return taken
  }

  const object = (value: object, depth: number): unknown => {
    if (value instanceof Date)
      return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
    if (value instanceof URL) return rules.url(value.href)
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
      return `[${value.byteLength} bytes]`
    if (depth >= maxDepth) return Array.isArray(value) ? '[array]' : '[object]'
    if (Array.isArray(value)) return take(value).map((item) => copy(item, depth + 1))
    if (value instanceof Set) return take([...value]).map((item) => copy(item, depth + 1))
    if (value instanceof Map) {
      return Object.fromEntries(
        take([...value]).map(([key, item]) => entry(String(key), () => item, depth)),
      )
    }
    const record = value as Record<string, unknown>
    const keys = value instanceof Error ? errorKeys(value) : Object.keys(value)
    return Object.fromEntries(take(keys).map((key) => entry(key, () => record[key], depth)))
  }

  const copy = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return text(value)
    if (typeof value === 'bigint') return value.toString()
    if (typeof value === 'symbol' || typeof value === 'function') return undefined
    if (typeof value !== 'object' || value === null) return value
    if (ancestors.has(value)) return '[circular]'
    ancestors.add(value)
    try {
      return object(value, depth)
    } finally {
      ancestors.delete(value)
    }
  }

  return copy(value, 0)
}

/** Those of an error that do not enumerate first. */
function errorKeys(error: Error): string[] {
  const own = ['name', 'message', 'stack', 'cause', 'errors'].filter((key) => key in error)
  return [...new Set([...own, ...Object.keys(error)])]
}
