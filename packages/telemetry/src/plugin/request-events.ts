import type { EventEmitter } from 'node:events'
import { type Context, context } from '@opentelemetry/api'

const eventContext = Symbol('cruddur.event-context')

interface BoundEmitter extends EventEmitter {
  [eventContext]?: Context
}

/**
 * Runs the listeners of a request or response in the context of the request. Node emits their events
 * in the context of the connection: `data` and `end` of a body, `close`, `aborted`, and so Fastify's
 * content-type parsers and `onRequestAbort` hooks.
 */
export function emitInContext(emitter: EventEmitter, requestContext: Context): void {
  // Another library may have replaced it, too.
  if (Object.hasOwn(emitter, 'emit')) return
  const bound: BoundEmitter = emitter
  bound[eventContext] = requestContext
  bound.emit = emitBound
}

function emitBound(this: BoundEmitter, type: string | symbol, ...values: unknown[]): boolean {
  const { emit }: EventEmitter = Object.getPrototypeOf(this)
  const own = this[eventContext]
  if (own === undefined || context.active() === own || this.listenerCount(type) === 0) {
    return emit.call(this, type, ...values)
  }
  return context.with(own, () => emit.call(this, type, ...values))
}
