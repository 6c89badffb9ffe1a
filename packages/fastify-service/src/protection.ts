import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import fp from 'fastify-plugin'
import { ProblemError } from './problem.ts'

export interface ProtectionOptions {
  /** Origins allowed to call the service from a browser. Empty: same origin only. */
  readonly corsOrigins: readonly string[]
  /** Requests per minute and client address; more get 429 with `Retry-After`. */
  readonly rateLimitPerMinute: number
  /** Mean event loop delay above which requests get 503 with `Retry-After`. */
  readonly maxEventLoopDelayMillis: number
}

/** Security headers, CORS, a rate limit per client address, and load shedding. */
export const protection = fp<ProtectionOptions>(
  async (app, { corsOrigins, rateLimitPerMinute, maxEventLoopDelayMillis }) => {
    await app.register(helmet, {
      // Responses are data; a browser must never render them as a page.
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
      },
    })
    await app.register(cors, {
      origin: [...corsOrigins],
      methods: ['GET', 'HEAD', 'POST'],
      allowedHeaders: ['content-type', 'if-modified-since', 'traceparent', 'tracestate'],
      exposedHeaders: ['location', 'link', 'traceresponse', 'retry-after', 'warning', 'age'],
    })
    await app.register(rateLimit, {
      max: rateLimitPerMinute,
      timeWindow: 60_000,
      enableDraftSpec: true,
      errorResponseBuilder: (_request, { max, ttl }) =>
        new ProblemError({
          status: 429,
          code: 'TOO_MANY_REQUESTS',
          detail: `At most ${max} requests per minute and client address; try again in ${Math.ceil(ttl / 1000)} s`,
        }),
    })
    await app.register(underPressure, {
      maxEventLoopDelay: maxEventLoopDelayMillis,
      retryAfter: 2,
      message: 'The service is overloaded; try again later',
    })
  },
  { name: 'protection', fastify: '5.x' },
)
