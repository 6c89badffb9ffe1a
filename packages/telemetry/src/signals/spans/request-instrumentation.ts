import { FastifyOtelInstrumentation } from '@fastify/otel'
import type { Attributes, Context, SpanOptions, Tracer } from '@opentelemetry/api'

/** The mark of @fastify/otel on each request span, with the same value on all. */
const mark = 'fastify.root'
const tracers = new WeakMap<Tracer, Tracer>()

/**
 * @fastify/otel (0.21.2) without the attribute `fastify.root`, and without a span for each call of a
 * not-found handler, which no option disables (no upstream issue).
 */
export class RequestInstrumentation extends FastifyOtelInstrumentation {
  override get tracer(): Tracer {
    return withoutMark(super.tracer)
  }

  override plugin(): ReturnType<FastifyOtelInstrumentation['plugin']> {
    const plugin = super.plugin()
    const register: typeof plugin = (instance, options, done) => {
      const { setNotFoundHandler } = instance
      plugin(instance, options, done)
      instance.setNotFoundHandler = setNotFoundHandler
    }
    return Object.assign(register, plugin)
  }
}

function withoutMark(tracer: Tracer): Tracer {
  const known = tracers.get(tracer)
  if (known) return known
  const own: Tracer = {
    startSpan: (name: string, options?: SpanOptions, within?: Context) => {
      removeMark(options?.attributes)
      return tracer.startSpan(name, options, within)
    },
    startActiveSpan: tracer.startActiveSpan.bind(tracer) as Tracer['startActiveSpan'],
  }
  tracers.set(tracer, own)
  return own
}

/** In place, because the instrumentation creates the attributes for each request. */
function removeMark(attributes: Attributes | undefined): void {
  if (!attributes || !(mark in attributes)) return
  // Omitted by the tracer.
  attributes[mark] = undefined
  // It is the whole target; samplers and span processors of the application see it at the start.
  const target = String(attributes['url.path'])
  const queryAt = target.indexOf('?')
  attributes['url.path'] = queryAt < 0 ? target : target.slice(0, queryAt)
}
