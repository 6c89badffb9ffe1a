import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { invalidValues } from './invalid-values.ts'
import { type Problem, ProblemError, titleOf } from './problem.ts'

export interface ProblemDetailsOptions {
  /** The id to quote; it goes into the body as `trace_id`. */
  readonly traceId?: (request: FastifyRequest) => string | undefined
  /** Sees each error that ends as 5xx, whole. Default: one line in the request's log. */
  readonly onServerError?: (error: Error, request: FastifyRequest) => void
  /** Says what an error of the domain or of a library means to the caller; `undefined` leaves it. */
  readonly translate?: (error: Error) => ProblemError | undefined
  /** Where the routes are described. Default: `/openapi.json`. */
  readonly openApiPath?: string
}

const serviceClosing = new ProblemError({
  status: 503,
  code: 'SERVICE_CLOSING',
  detail: 'The service is closing; ask again, another instance will answer',
  retryAfterSeconds: 1,
})

/**
 * Every error body as problem details: thrown errors, validation, unknown routes, refused requests,
 * those included that come on a kept connection once the app closes.
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
      const error = translate?.(thrown) ?? thrown
      const status = statusOf(error)
      if (status >= 500) onServerError(thrown, request)
      return sendProblem(reply, toProblem(error, request, traceId?.(request)), error)
    })

    app.setNotFoundHandler((request, reply) => {
      const error = new ProblemError({
        status: 404,
        code: 'NO_SUCH_ROUTE',
        detail: `There is no ${request.method} ${pathOf(request)} here; ${openApiPath} lists what there is`,
      })
      return sendProblem(reply, toProblem(error, request, traceId?.(request)), error)
    })
  },
  { name: 'problem-details', fastify: '5.x' },
)

/** Answers requests that Fastify refuses before any route or plugin sees them, such as a broken URL. */
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
  // What a server error says of itself may hold SQL, paths or names of hosts.
  const mayBeShown = status < 500 || error instanceof ProblemError
  const errors = error.validation ? invalidValues(error as FastifyError) : undefined
  return {
    type: 'about:blank',
    title: titleOf(status),
    status,
    detail: mayBeShown ? error.message : serverErrorDetail(status),
    code: mayBeShown || status === 503 ? (error.code ?? `HTTP_${status}`) : `HTTP_${status}`,
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
  return status === 503
    ? 'The service cannot answer just now; try again later'
    : 'The service failed; it is not your doing'
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url
}

function logError(error: Error, request: FastifyRequest): void {
  request.log.error({ err: error }, error.message)
}
