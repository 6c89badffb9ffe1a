import type { FastifyInstance, FastifyReply, FastifyRequest, LogController } from 'fastify'

export interface FrameworkError extends Error {
  readonly code: string
  readonly statusCode: number
}

export interface FastifyOptions {
  frameworkErrors?: (error: FrameworkError, request: FastifyRequest, reply: FastifyReply) => unknown
  readonly return503OnClosing?: boolean
  readonly logger?: unknown
  readonly loggerInstance?: unknown
  readonly childLoggerFactory?: unknown
}

/**
 * The private properties of a Fastify app (5.12) that the plugin uses, by the description of their symbols,
 * because a plugin has no public way: `frameworkErrors` and `logController` are accepted by the constructor
 * only, and `initialConfig` lacks `return503OnClosing`. Undefined in a version without them: then requests
 * that Fastify rejects before its hooks are not recorded, and Fastify writes its own request lines.
 *
 * @see https://fastify.dev/docs/latest/Reference/Server/#frameworkerrors
 * @see https://github.com/fastify/fastify/pull/6580 introduced the log controller
 */
export const optionsOf = (app: FastifyInstance) =>
  privateProperty<FastifyOptions>(app, 'fastify.options')

export const logControllerOf = (app: FastifyInstance) =>
  privateProperty<LogController>(app, 'fastify.logController')

function privateProperty<Value>(app: FastifyInstance, name: string): Value | undefined {
  const key = Object.getOwnPropertySymbols(app).find(({ description }) => description === name)
  return key && (app as unknown as Record<symbol, Value>)[key]
}
