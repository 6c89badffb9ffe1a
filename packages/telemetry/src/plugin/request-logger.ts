import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RouteOptions,
} from 'fastify'
import { type Logger, pino } from 'pino'

type ChildLoggerFactory = FastifyInstance['childLoggerFactory']

const appLogger = Symbol.for('cruddur.app-logger')

interface WithLogger {
  readonly [appLogger]?: FastifyBaseLogger
}

/** Fastify's level if the `logger` option sets none. */
const defaultLevel = 'info'

/** Makes `app.log` a child of the telemetry logger, with the level and serializers of the app's own logger. */
export function replaceAppLogger(app: FastifyInstance, logger: Logger): void {
  const own = app.log as FastifyBaseLogger & { [pino.symbols.serializersSym]?: object }
  const isDescendant = Object.prototype.isPrototypeOf.call(logger, own)
  const serializers = own[pino.symbols.serializersSym]
  const level = own.level === defaultLevel ? undefined : own.level
  app.log = isDescendant
    ? own
    : logger.child(
        {},
        {
          ...(level && { level }),
          ...(serializers && { serializers: ownSerializers(serializers) }),
        },
      )
  Object.defineProperty(app, appLogger, { value: app.log })
}

/** Those of Fastify and pino are built into the telemetry logger. */
function ownSerializers(serializers: object): Record<string, (value: unknown) => unknown> {
  return Object.fromEntries(
    Object.entries(serializers).filter(([key]) => !['req', 'res', 'err'].includes(key)),
  )
}

/**
 * Lets Fastify create the logger of each request from `app.log`: with the request ID, the level and
 * serializers of the route, and the child logger factory of the route or the app.
 */
export function createRequestLoggers(route: RouteOptions, app: FastifyInstance): void {
  const factory = route.childLoggerFactory ?? app.childLoggerFactory
  const createRequestLogger: ChildLoggerFactory = function (logger, bindings, options, request) {
    const own = (this as WithLogger)[appLogger] ?? logger
    return factory.call(this, own, bindings, options, request)
  }
  route.childLoggerFactory = createRequestLogger
}

/** A request without a route has no route options; its logger is created here. */
export function createLoggerWithoutRoute(request: FastifyRequest, reply: FastifyReply): void {
  const { server } = request
  const own = (server as WithLogger)[appLogger]
  if (!own || Object.prototype.isPrototypeOf.call(own, request.log)) return
  const label = server.initialConfig.requestIdLogLabel ?? 'reqId'
  const bindings = { [label]: request.id }
  request.log = reply.log = server.childLoggerFactory.call(server, own, bindings, {}, request.raw)
}
