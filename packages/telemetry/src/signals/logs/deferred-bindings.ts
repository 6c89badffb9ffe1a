import { pino } from 'pino'
import type { Fields, PinoLogger } from './pino-logger.ts'

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
