import { types } from 'node:util'
import { isCardInteger } from './card-number.ts'
import type { Hides } from './named-values.ts'
import { keysHiddenByOthers, redactPairs } from './redact-entries.ts'
import { redacted } from './redacted.ts'

const maxDepth = 8
const maxEntries = 500
const maxTextLength = 16_384
/** Of all texts of a value together, which bounds the time. */
const maxCharacters = 262_144
const longestCutWord = 300

type Fields = Readonly<Record<string, unknown>>

export interface ValueRules {
  readonly hides: Hides
  readonly text: (text: string) => string
  readonly url: (url: string) => string
}

/** A copy that is safe to send: secrets hidden, cycles cut, depth, entries and texts bounded, nothing thrown. */
export function redactValue(value: unknown, rules: ValueRules): unknown {
  if (typeof value === 'string' && value.length <= maxTextLength) return rules.text(value)
  return new ValueCopy(rules).copy(value, 0)
}

/** A class, because segments and log lines copy several small values each and closures cost more than the copy. */
class ValueCopy {
  readonly #rules: ValueRules
  readonly #ancestors: object[] = []
  #entriesLeft = maxEntries
  #charactersLeft = maxCharacters

  constructor(rules: ValueRules) {
    this.#rules = rules
  }

  copy(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.#text(value)
    if (typeof value === 'number') return isCardInteger(value) ? redacted : value
    if (typeof value === 'bigint') return isCardInteger(Number(value)) ? redacted : String(value)
    if (typeof value === 'symbol' || typeof value === 'function') return undefined
    if (typeof value !== 'object' || value === null) return value
    if (this.#ancestors.includes(value)) return '[circular]'
    this.#ancestors.push(value)
    try {
      return this.#object(value, depth)
    } catch {
      // A proxy, for example a revoked one.
      return '[unreadable]'
    } finally {
      this.#ancestors.pop()
    }
  }

  #text(value: string): string {
    const { text } = this.#rules
    const length = Math.min(maxTextLength, this.#charactersLeft)
    this.#charactersLeft -= Math.min(value.length, length)
    if (value.length <= length) return text(value)
    const start = startOf(value, length)
    return `${text(start)}…[${value.length - start.length} more]`
  }

  #object(value: object, depth: number): unknown {
    const isPlain = Object.getPrototypeOf(value) === Object.prototype
    if (!isPlain) {
      if (value instanceof Date)
        return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
      if (value instanceof URL) return this.#rules.url(value.href)
      if (value instanceof RegExp) return this.#rules.text(String(value))
      if (isBoxed(value)) return this.copy(value.valueOf(), depth)
    }
    const bytes = byteLength(value)
    if (bytes !== undefined) return `[${bytes} bytes]`
    if (depth >= maxDepth) return Array.isArray(value) ? '[array]' : '[object]'
    if (isPlain) return this.#record(value, Object.keys(value), depth)
    if (Array.isArray(value))
      return this.#list(redactPairs(this.#take(value), this.#rules.hides), depth)
    if (value instanceof Set) return this.#list(this.#take([...value]), depth)
    if (isEntryList(value)) return this.#entries(this.#take([...value]), depth)
    const keys = types.isNativeError(value) ? errorKeys(value) : Object.keys(value)
    return this.#record(value, keys, depth)
  }

  #take<T>(all: readonly T[]): readonly T[] {
    const most = Math.max(0, this.#entriesLeft)
    const taken = all.length > most ? all.slice(0, most) : all
    this.#entriesLeft -= taken.length
    return taken
  }

  #list(items: readonly unknown[], depth: number): unknown[] {
    return items.map((item) => this.copy(item, depth + 1))
  }

  #entries(entries: readonly (readonly [unknown, unknown])[], depth: number): object {
    const copied = {}
    for (const [key, item] of entries) this.#put(copied, textOf(key), { item }, 'item', depth)
    return copied
  }

  #record(value: object, keys: readonly string[], depth: number): object {
    const record = value as Fields
    const hidden = attempt(() => keysHiddenByOthers(record, this.#rules.hides))
    const copied = {}
    for (const key of this.#take(keys)) {
      if (hidden?.has(key)) put(copied, key, redacted)
      else this.#put(copied, key, record, key, depth)
    }
    return copied
  }

  /** Copies `source[at]` under the name `key`; a getter may throw. */
  #put(copied: object, key: string, source: Fields, at: string, depth: number): void {
    const name = this.#rules.text(key)
    try {
      const value = source[at]
      put(copied, name, this.#rules.hides(key, value) ? redacted : this.copy(value, depth + 1))
    } catch {
      put(copied, name, '[unreadable]')
    }
  }
}

/** Assigning to `__proto__` would change the prototype. */
function put(copied: object, name: string, value: unknown): void {
  if (name === '__proto__') {
    Object.defineProperty(copied, name, { value, enumerable: true, configurable: true })
  } else (copied as Record<string, unknown>)[name] = value
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

/** Bytes are not shown, independent of their content; a Buffer may have been through JSON already. */
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
