import type {
  FastifyBaseLogger,
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  RouteOptions,
} from 'fastify'
import { type Logger, pino } from 'pino'
import { logControllerOf, optionsOf } from './fastify-internals.ts'

type ChildLoggerFactory = FastifyInstance['childLoggerFactory']

const appLoggers = Symbol.for('cruddur.app-loggers')

interface AppLoggers {
  /** `app.log` */
  readonly own: FastifyBaseLogger
  /** The logger that Fastify created for the app. */
  readonly builtIn: FastifyBaseLogger
  readonly requestIdLabel: string
}

interface WithLoggers {
  readonly [appLoggers]?: AppLoggers
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
  const requestIdLabel = logControllerOf(app)?.requestIdLogLabel ?? 'reqId'
  const loggers: AppLoggers = { own: app.log, builtIn: own, requestIdLabel }
  Object.defineProperty(app, appLoggers, { value: loggers })
}

/** Those of Fastify and pino are built into the telemetry logger. */
function ownSerializers(serializers: object): Record<string, (value: unknown) => unknown> {
  return Object.fromEntries(
    Object.entries(serializers).filter(([key]) => !['req', 'res', 'err'].includes(key)),
  )
}

/** The factory of an app whose requests all get the null logger of Fastify; undefined for any other app. */
export function nullLoggerFactory(app: FastifyInstance): ChildLoggerFactory | undefined {
  const options = optionsOf(app)
  const isNull = options && !options.logger && !options.loggerInstance
  return isNull && !options.childLoggerFactory ? app.childLoggerFactory : undefined
}

/**
 * Lets Fastify create the logger of each request from `app.log`: with the request ID, the level and
 * serializers of the route, and the child logger factory of the route or the app.
 *
 * @param nullFactory routes with this factory get their loggers from `createMissingLogger`, at less cost,
 * because Fastify validates the loggers of every other factory
 */
export function createRequestLoggers(
  route: RouteOptions,
  app: FastifyInstance,
  nullFactory: ChildLoggerFactory | undefined,
): void {
  const factory = route.childLoggerFactory ?? app.childLoggerFactory
  if (factory === nullFactory && !route.logSerializers) return
  const createRequestLogger: ChildLoggerFactory = function (logger, bindings, options, request) {
    const own = (this as WithLoggers)[appLoggers]?.own ?? logger
    return factory.call(this, own, bindings, options, request)
  }
  route.childLoggerFactory = createRequestLogger
}

/** Creates the logger of a request that has the null logger of Fastify, or no route and so no route options. */
export function createMissingLogger(request: FastifyRequest, reply: FastifyReply): void {
  const { server, log } = request
  const loggers = (server as WithLoggers)[appLoggers]
  if (!loggers) return
  const { own, builtIn, requestIdLabel } = loggers
  if (log !== builtIn) {
    const isOwn = Object.prototype.isPrototypeOf.call(own, log)
    if (isOwn || request.routeOptions.url !== undefined) return
  }
  const bindings = { [requestIdLabel]: request.id }
  request.log = reply.log = server.childLoggerFactory.call(server, own, bindings, {}, request.raw)
}
