import { FastifyOtelInstrumentation, type FastifyOtelRequestContext } from '@fastify/otel'
import { context, propagation, SpanKind, trace } from '@opentelemetry/api'
import { getRPCMetadata, RPCType } from '@opentelemetry/core'
import type {
  FastifyContextConfig,
  FastifyInstance,
  FastifyRequest,
  onRequestHookHandler,
  RouteOptions,
} from 'fastify'
import type { IsUntraced } from '../../config/telemetry-variables.ts'
import { nodeHeaders } from '../../correlation/index.ts'
import { requestSpanName, startAttributes } from '../request-span.ts'
import {
  decorateRequests,
  ServerRequest,
  serverRequestOf,
  setServerRequest,
} from '../server-request.ts'

/**
 * @fastify/otel (0.21.2) for its decorator and the spans of hooks and handlers that a route selects, with
 * our own start of the request span: with its name and all attributes, which samplers see. The hooks that
 * set the status and end the span are left out: they run before a stream is sent or a client has aborted,
 * not at all without a response, and mark a thrown 404 as an error. So is the span for each call of a
 * not-found handler, which no option disables (no upstream issues).
 */
export class RequestInstrumentation extends FastifyOtelInstrumentation {
  readonly #isUntraced: IsUntraced

  constructor(isUntraced: IsUntraced) {
    super({
      registerOnInitialization: true,
      instrumentHooks: false,
      instrumentHandler: false,
      // The plugin records exceptions, redacted; a thrown 404 is not an exception.
      recordExceptions: false,
      ignorePaths: ({ url, method }: { url: string; method: string }) => isUntraced(url, method),
    })
    this.#isUntraced = isUntraced
  }

  override plugin(): ReturnType<FastifyOtelInstrumentation['plugin']> {
    const plugin = super.plugin()
    const register: typeof plugin = (instance, options, done) => {
      const { addHook, decorateRequest, setNotFoundHandler } = instance
      instance.addHook = onlyOnRoute(addHook as AddHook) as FastifyInstance['addHook']
      instance.decorateRequest = () => instance
      plugin(instance, options, done)
      Object.assign(instance, { addHook, decorateRequest, setNotFoundHandler })
      decorateRequests(instance)
      instance.decorateRequest('opentelemetry', this.#decorator())
      instance.addHook('onRequest', this.#startHook())
    }
    return Object.assign(register, plugin)
  }

  #startHook(): onRequestHookHandler {
    return (request, _reply, done) => {
      // The getter creates an object.
      const { url: route, config } = request.routeOptions
      if (!this.#isOn(config) || this.#isUntraced(request.url, request.method)) return done()
      const active = context.active()
      const parent = trace.getSpan(active)
        ? active
        : propagation.extract(active, request.headers, nodeHeaders)
      const rpc = getRPCMetadata(parent)
      const isInsideServerSpan = rpc?.type === RPCType.HTTP
      if (isInsideServerSpan && route !== undefined) rpc.route = route
      const started = new ServerRequest(request, route)
      started.span = this.tracer.startSpan(
        requestSpanName(started),
        {
          kind: isInsideServerSpan ? SpanKind.INTERNAL : SpanKind.SERVER,
          attributes: startAttributes(started),
        },
        parent,
      )
      started.context = trace.setSpan(parent, started.span)
      setServerRequest(request, started)
      context.with(started.context, done)
    }
  }

  #isOn({ otel }: FastifyContextConfig): boolean {
    return this.isEnabled() && otel !== false
  }

  /** `request.opentelemetry()` of @fastify/otel. */
  #decorator() {
    const isOn = (config: FastifyContextConfig) => this.#isOn(config)
    const tracerNow = () => this.tracer
    return function opentelemetry(this: FastifyRequest) {
      const own = serverRequestOf(this)
      const { span, context: within } = own?.span ? own : { span: null, context: context.active() }
      return {
        enabled: isOn(this.routeOptions.config),
        instrumented: span !== null,
        span,
        tracer: tracerNow(),
        context: span && within,
        inject: (carrier, setter) => propagation.inject(within, carrier, setter),
        extract: (carrier, getter) => propagation.extract(within, carrier, getter),
      } as FastifyOtelRequestContext
    }
  }
}

type OnRoute = (this: FastifyInstance, route: RouteOptions) => void
type AddHook = (this: FastifyInstance, name: string, hook: unknown) => FastifyInstance

function onlyOnRoute(addHook: AddHook): AddHook {
  return function addOnRoute(name, hook) {
    return name === 'onRoute' ? addHook.call(this, name, withoutEndHooks(hook as OnRoute)) : this
  }
}

/** The hook of @fastify/otel appends one function to two lists of each route that it instruments. */
function withoutEndHooks(onRoute: OnRoute): OnRoute {
  return function onInstrumentedRoute(route) {
    const { onSend, onError } = route
    onRoute.call(this, route)
    if (route.onSend !== onSend) route.onSend = withoutLast(route.onSend)
    if (route.onError !== onError) route.onError = withoutLast(route.onError)
  }
}

function withoutLast<Hook extends object>(hooks: Hook | Hook[] | undefined): Hook[] {
  return Array.isArray(hooks) ? hooks.slice(0, -1) : []
}
