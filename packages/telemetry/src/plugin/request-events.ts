import type { EventEmitter } from 'node:events'
import { type Context, context } from '@opentelemetry/api'

const eventContext = Symbol('cruddur.event-context')
const plainEmit = Symbol('cruddur.plain-emit')

interface BoundEmitter extends EventEmitter {
  [eventContext]: Context
  [plainEmit]: EventEmitter['emit']
}

/**
 * Runs the listeners of a request or response in the context of the request. Node emits their events
 * in the context of the connection: `data` and `end` of a body, `close`, `aborted`, and so Fastify's
 * content-type parsers and `onRequestAbort` hooks.
 */
export function emitInContext(emitter: EventEmitter, requestContext: Context): void {
  // Another library may have replaced it, too.
  if (Object.hasOwn(emitter, 'emit')) return
  const bound = emitter as BoundEmitter
  bound[eventContext] = requestContext
  // Kept, because code may emit on an object that inherits from this one.
  bound[plainEmit] = emitter.emit
  bound.emit = emitBound
}

function emitBound(this: BoundEmitter, type: string | symbol, ...values: unknown[]): boolean {
  const own = this[eventContext]
  if (this.listenerCount(type) === 0 || context.active() === own) {
    return this[plainEmit](type, ...values)
  }
  return context.with(own, () => this[plainEmit](type, ...values))
}
