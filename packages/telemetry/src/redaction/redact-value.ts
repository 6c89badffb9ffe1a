import { types } from 'node:util'
import { isCardNumber } from './card-number.ts'
import type { Hides } from './named-values.ts'
import { keysHiddenByOthers, redactPairs } from './redact-entries.ts'
import { redacted } from './redacted.ts'

const maxDepth = 8
const maxEntries = 500
const maxTextLength = 16_384
/** Of all texts of a value together, which bounds the time. */
const maxCharacters = 262_144
const longestCutWord = 300

export interface ValueRules {
  readonly hides: Hides
  readonly text: (text: string) => string
  readonly url: (url: string) => string
}

/** A copy that is safe to send: secrets hidden, cycles cut, depth, entries and texts bounded, nothing thrown. */
export function redactValue(value: unknown, rules: ValueRules): unknown {
  const ancestors = new Set<object>()
  let entriesLeft = maxEntries
  let charactersLeft = maxCharacters

  const text = (value: string): string => {
    const length = Math.min(maxTextLength, charactersLeft)
    charactersLeft -= Math.min(value.length, length)
    if (value.length <= length) return rules.text(value)
    const start = startOf(value, length)
    return `${rules.text(start)}…[${value.length - start.length} more]`
  }

  const entry = (key: string, read: () => unknown, depth: number): [string, unknown] => {
    const name = rules.text(key)
    try {
      const value = read()
      return [name, rules.hides(key, value) ? redacted : copy(value, depth + 1)]
    } catch {
      return [name, '[unreadable]']
    }
  }

  const take = <T>(all: readonly T[]): readonly T[] => {
    const taken = all.slice(0, Math.max(0, entriesLeft))
    entriesLeft -= taken.length
    return taken
  }

  const fromEntries = (all: Iterable<readonly [unknown, unknown]>, depth: number) =>
    Object.fromEntries(take([...all]).map(([key, item]) => entry(textOf(key), () => item, depth)))

  const object = (value: object, depth: number): unknown => {
    if (value instanceof Date)
      return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
    if (value instanceof URL) return rules.url(value.href)
    if (value instanceof RegExp) return rules.text(String(value))
    if (isBoxed(value)) return copy(value.valueOf(), depth)
    const bytes = byteLength(value)
    if (bytes !== undefined) return `[${bytes} bytes]`
    if (depth >= maxDepth) return Array.isArray(value) ? '[array]' : '[object]'
    if (Array.isArray(value)) {
      return redactPairs(take(value), rules.hides).map((item) => copy(item, depth + 1))
    }
    if (value instanceof Set) return take([...value]).map((item) => copy(item, depth + 1))
    if (isEntryList(value)) return fromEntries(value, depth)
    const record = value as Record<string, unknown>
    const keys = types.isNativeError(value) ? errorKeys(value) : Object.keys(value)
    const hidden = attempt(() => keysHiddenByOthers(record, rules.hides))
    return Object.fromEntries(
      take(keys).map((key) =>
        hidden?.has(key) ? [key, redacted] : entry(key, () => record[key], depth),
      ),
    )
  }

  const copy = (value: unknown, depth: number): unknown => {
    if (typeof value === 'string') return text(value)
    if (typeof value === 'number') return isCardNumber(String(value)) ? redacted : value
    if (typeof value === 'bigint')
      return copy(Number(value), 0) === redacted ? redacted : String(value)
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

/** The start of a text that is too long, without the word that the cut would split. */
function startOf(value: string, length: number): string {
  const blank = Math.max(value.lastIndexOf(' ', length), value.lastIndexOf('\n', length))
  return value.slice(0, Math.max(0, blank, length - longestCutWord))
}

/** Those of an error that do not enumerate first. */
function errorKeys(error: Error): string[] {
  const own = ['name', 'message', 'stack', 'cause', 'errors'].filter((key) => key in error)
  return [...new Set([...own, ...Object.keys(error)])]
}

function isBoxed(value: object): boolean {
  return types.isBoxedPrimitive(value)
}

/** Bytes are not shown, whatever they hold; a Buffer may have been through JSON already. */
function byteLength(value: object): number | undefined {
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value)) return value.byteLength
  const { type, data } = value as { type?: unknown; data?: unknown }
  return type === 'Buffer' && Array.isArray(data) ? data.length : undefined
}

function isEntryList(value: object): value is Iterable<readonly [unknown, unknown]> {
  return (
    value instanceof Map ||
    value instanceof URLSearchParams ||
    (typeof Headers === 'function' && value instanceof Headers)
  )
}

const textOf = (key: unknown) =>
  typeof key === 'object' && key !== null ? '[object]' : String(key)

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
