import { pino } from 'pino'
import type { Redactor } from '../../redaction/index.ts'
import type { Fields, PinoLogger } from './pino-logger.ts'
import type { Serializers } from './redact-fields.ts'

const pending = Symbol('cruddur.pending-bindings')
const written = Symbol('cruddur.written-bindings')

interface DeferredLogger extends PinoLogger {
  [pending]: Fields | undefined
  [written]: string
}

/**
 * Lets a logger have children whose bindings become JSON on first use, because Fastify creates a
 * logger for each request and few requests use it. pino reads and writes the JSON by a symbol, which
 * becomes an accessor of the root logger.
 *
 * @returns a function that creates such a child
 */
export function deferBindings(root: PinoLogger, toText: (bindings: Fields) => string) {
  const first = root as DeferredLogger
  first[written] = root[pino.symbols.chindingsSym]
  first[pending] = undefined

  Object.defineProperty(root, pino.symbols.chindingsSym, {
    configurable: true,
    get(this: DeferredLogger): string {
      const bindings = this[pending]
      if (bindings === undefined) return this[written]
      const parent: PinoLogger = Object.getPrototypeOf(this)
      // The bindings may be those of a logger that this one was derived from in another way.
      if (!Object.hasOwn(this, pending)) return parent[pino.symbols.chindingsSym]
      this[pending] = undefined
      this[written] = parent[pino.symbols.chindingsSym] + toText(bindings)
      return this[written]
    },
    set(this: DeferredLogger, text: string) {
      this[pending] = undefined
      this[written] = text
    },
  })

  return (parent: PinoLogger, bindings: Fields): PinoLogger => {
    const created: DeferredLogger = Object.create(parent)
    created[pending] = bindings
    created[written] = ''
    return created
  }
}

/** Too short for a secret that its form reveals; the request IDs of Fastify are like that. */
const shortId = /^[\w-]{1,12}$/
const maxNames = 500
/** pino ignores bindings with the names of its old options. */
const ignoredNames = new Set(['level', 'serializers', 'formatters', 'customLevels'])

/** Writes redacted bindings as pino does: JSON with a comma before each. */
export function createBindingsText(
  redactor: Redactor,
  redactFields: (fields: Fields, serializers: Serializers) => Fields,
): (bindings: Fields) => string {
  const prefixes = new Map<string, string | undefined>()

  /** The name as JSON, ready for a value; undefined for a name that needs more than that. */
  function prefixOf(name: string): string | undefined {
    const known = prefixes.get(name)
    if (known !== undefined || prefixes.has(name)) return known
    const isPlain =
      !ignoredNames.has(name) && !redactor.hides(name, 'text') && redactor.text(name) === name
    const prefix = isPlain ? `,${JSON.stringify(name)}:` : undefined
    if (prefixes.size < maxNames) prefixes.set(name, prefix)
    return prefix
  }

  /** The binding of nearly every request logger. */
  function requestId(bindings: Fields): string | undefined {
    let only: string | undefined
    for (const name in bindings) {
      if (only !== undefined) return undefined
      only = name
    }
    const value = only === undefined ? undefined : bindings[only]
    if (only === undefined || typeof value !== 'string' || !shortId.test(value)) return undefined
    const prefix = prefixOf(only)
    return prefix && `${prefix}"${value}"`
  }

  return (bindings) => {
    const short = requestId(bindings)
    if (short !== undefined) return short
    let text = ''
    const safe = redactFields({ ...bindings }, {})
    for (const name in safe) {
      const json = JSON.stringify(safe[name])
      if (json !== undefined && !ignoredNames.has(name)) text += `,${JSON.stringify(name)}:${json}`
    }
    return text
  }
}
