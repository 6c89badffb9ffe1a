import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { invalidValues } from './invalid-values.ts'
import { type Problem, ProblemError, titleOf } from './problem.ts'

export interface ProblemDetailsOptions {
  /** Trace ID of the request, sent as `trace_id`. */
  readonly traceId?: (request: FastifyRequest) => string | undefined
  /** Called with each error that becomes a 5xx. Default: logs it with the request's logger. */
  readonly onServerError?: (error: Error, request: FastifyRequest) => void
  /** Maps an error of the domain or of a library to a problem; `undefined` keeps the error. */
  readonly translate?: (error: Error) => ProblemError | undefined
  /** Path of the API description. Default: `/openapi.json`. */
  readonly openApiPath?: string
}

const serviceClosing = new ProblemError({
  status: 503,
  code: 'SERVICE_CLOSING',
  detail: 'The service is shutting down; retry the request',
  retryAfterSeconds: 1,
})

/**
 * Sends every error as problem details: thrown errors, validation, unknown routes, and requests that
 * arrive on a keep-alive connection while the app closes.
 */
export const problemDetails = fp<ProblemDetailsOptions>(
  async (app, options) => {
    const { traceId, translate, openApiPath = '/openapi.json' } = options
    const onServerError = options.onServerError ?? logError

    let closing = false
    app.addHook('preClose', async () => {
      closing = true
    })
    app.addHook('onRequest', (request, reply, done) => {
      if (!closing) return done()
      sendProblem(reply, toProblem(serviceClosing, request, traceId?.(request)), serviceClosing)
    })

    app.setErrorHandler((thrown: FastifyError, request, reply) => {
      // An invalid path parameter identifies no resource; a proxy may also have misrouted the request.
      if (thrown.validationContext === 'params') return sendNotFound(request, reply)
      const error = translate?.(thrown) ?? thrown
      const status = statusOf(error)
      if (status >= 500) onServerError(thrown, request)
      return sendProblem(reply, toProblem(error, request, traceId?.(request)), error)
    })

    app.setNotFoundHandler(sendNotFound)

    function sendNotFound(request: FastifyRequest, reply: FastifyReply) {
      const error = new ProblemError({
        status: 404,
        code: 'NO_SUCH_ROUTE',
        detail: `No route matches ${request.method} ${pathOf(request)}; ${openApiPath} lists all routes`,
      })
      return sendProblem(reply, toProblem(error, request, traceId?.(request)), error)
    }
  },
  { name: 'problem-details', fastify: '5.x' },
)

/** Handles requests that Fastify rejects before routing, such as a malformed URL. */
export function sendFrameworkProblem(
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  sendProblem(reply, toProblem(error, request, undefined), error)
}

function sendProblem(reply: FastifyReply, problem: Problem, error: Error): FastifyReply {
  if (error instanceof ProblemError && error.retryAfterSeconds !== undefined)
    reply.header('retry-after', error.retryAfterSeconds)
  else if (problem.status === 503 && !reply.hasHeader('retry-after')) reply.header('retry-after', 1)
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer')
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .serializer(JSON.stringify)
    .send(problem)
}

function toProblem(
  error: Error & Partial<FastifyError>,
  request: FastifyRequest,
  traceId: string | undefined,
): Problem {
  const status = statusOf(error)
  // The message of a server error may contain SQL, paths or host names.
  const isPublic = status < 500 || error instanceof ProblemError
  const errors = error.validation ? invalidValues(error as FastifyError) : undefined
  return {
    type: 'about:blank',
    title: titleOf(status),
    status,
    detail: isPublic ? error.message : serverErrorDetail(status),
    code: isPublic || status === 503 ? (error.code ?? `HTTP_${status}`) : `HTTP_${status}`,
    instance: pathOf(request),
    ...(traceId === undefined ? {} : { trace_id: traceId }),
    ...(errors === undefined ? {} : { errors }),
  }
}

function statusOf(error: Error & Partial<FastifyError>): number {
  const status = error.statusCode ?? 500
  return status >= 400 && status <= 599 ? status : 500
}

function serverErrorDetail(status: number): string {
  return status === 503 ? 'The service is unavailable; try again later' : 'Internal error'
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url
}

function logError(error: Error, request: FastifyRequest): void {
  request.log.error({ err: error }, error.message)
}
