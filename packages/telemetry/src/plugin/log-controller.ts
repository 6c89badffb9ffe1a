import type { FastifyInstance, FastifyReply, FastifyRequest, LogController } from 'fastify'
import { serverRequestOf } from '../signals/server-request.ts'
import { telemetryOf } from './app-telemetry.ts'
import { runAfterHooks } from './complete-request.ts'
import { logControllerOf } from './fastify-internals.ts'

type Method =
  | 'incomingRequest'
  | 'requestCompleted'
  | 'defaultErrorLog'
  | 'streamError'
  | 'routeNotFound'

const isReplaced = Symbol.for('cruddur.log-controller')

/**
 * Replaces the lines that Fastify (5.12) logs for a request by the request line, and records errors
 * that only the log controller receives: of response streams and of `onResponse` hooks. A method that
 * the application overrides is still called. Fastify takes a controller only as a constructor option.
 *
 * @see https://github.com/fastify/fastify/blob/main/docs/Reference/Logging.md
 */
export function replaceRequestLines(app: FastifyInstance): void {
  const controller = logControllerOf(app)
  if (!controller || isReplaced in controller) return
  const base = Object.getPrototypeOf(Object.getPrototypeOf(controller))
  const builtIn: Partial<LogController> =
    base === Object.prototype ? Object.getPrototypeOf(controller) : base

  function replace(name: Method, record?: (error: unknown, request: FastifyRequest) => void): void {
    const original = controller?.[name] as ((...parameters: unknown[]) => void) | undefined
    const isOverridden = original !== builtIn[name]
    Object.assign(controller as object, {
      [name](...parameters: [unknown, FastifyRequest, FastifyReply]) {
        const request = recordsError(name) ? parameters[1] : (parameters[0] as FastifyRequest)
        const isOurs = telemetryOf(request.server) !== undefined
        if (isOurs) record?.(parameters[0], request)
        if (!isOurs || isOverridden) original?.apply(controller, parameters)
      },
    })
  }

  Object.assign(controller, { [isReplaced]: true })
  replace('incomingRequest')
  replace('routeNotFound')
  replace('defaultErrorLog')
  replace('streamError', recordStreamError)
  replace('requestCompleted', recordCompletion)
}

const recordsError = (name: Method) => name !== 'incomingRequest' && name !== 'routeNotFound'

function recordStreamError(error: unknown, http: FastifyRequest): void {
  const request = serverRequestOf(http)
  if (request) request.failure ??= { error }
}

function recordCompletion(error: unknown, http: FastifyRequest): void {
  const request = serverRequestOf(http)
  if (!request) return
  if (error) request.failure = { error, isLate: true }
  runAfterHooks(request)
}
