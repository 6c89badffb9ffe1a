import { FastifyOtelInstrumentation } from '@fastify/otel'
import type { Context, SpanOptions, Tracer } from '@opentelemetry/api'
import type { FastifyRequest } from 'fastify'
import { requestAttributes, requestSpanName } from '../request-attributes.ts'

/** The mark of @fastify/otel on each request span, with the same value on all. */
const mark = 'fastify.root'
const tracers = new WeakMap<Tracer, Tracer>()
/** The request whose span is started next, within the same call. */
let starting: FastifyRequest | undefined

/**
 * @fastify/otel (0.21.2) with the name and all attributes of a request span at its start, where samplers
 * see them, instead of `request` and `fastify.root`, and without a span for each call of a not-found
 * handler, which no option disables (no upstream issue).
 */
export class RequestInstrumentation extends FastifyOtelInstrumentation {
  override get tracer(): Tracer {
    return withRequestSpans(super.tracer)
  }

  override plugin(): ReturnType<FastifyOtelInstrumentation['plugin']> {
    const plugin = super.plugin()
    const register: typeof plugin = (instance, options, done) => {
      const { setNotFoundHandler } = instance
      instance.addHook('onRequest', (request, _reply, next) => {
        starting = request
        next()
      })
      plugin(instance, options, done)
      instance.setNotFoundHandler = setNotFoundHandler
    }
    return Object.assign(register, plugin)
  }
}

function withRequestSpans(tracer: Tracer): Tracer {
  const known = tracers.get(tracer)
  if (known) return known
  const own: Tracer = {
    startSpan: (name: string, options: SpanOptions = {}, within?: Context) => {
      const request = starting
      starting = undefined
      if (!request || !options.attributes || !(mark in options.attributes)) {
        return tracer.startSpan(name, options, within)
      }
      const { url: route } = request.routeOptions
      return tracer.startSpan(
        requestSpanName(request.method, route),
        { ...options, attributes: requestAttributes(request, route) },
        within,
      )
    },
    startActiveSpan: tracer.startActiveSpan.bind(tracer) as Tracer['startActiveSpan'],
  }
  tracers.set(tracer, own)
  return own
}
