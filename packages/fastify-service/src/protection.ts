import cors from '@fastify/cors'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import fp from 'fastify-plugin'
import { ProblemError } from './problem.ts'

export interface ProtectionOptions {
  /** Origins whose pages may call the service from a browser. Empty: none but its own. */
  readonly corsOrigins: readonly string[]
  /** Requests one address may make in a minute; more get 429 with `Retry-After`. */
  readonly rateLimitPerMinute: number
  /** Mean delay of the event loop above which requests get 503 with `Retry-After`. */
  readonly maxEventLoopDelayMillis: number
}

/** Security headers, cross-origin rules, a limit for each address, and refusal rather than collapse under load. */
export const protection = fp<ProtectionOptions>(
  async (app, { corsOrigins, rateLimitPerMinute, maxEventLoopDelayMillis }) => {
    await app.register(helmet, {
      // The answers are data; nothing in them may ever act as a page.
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
          detail: `At most ${max} requests a minute from one address; try again in ${Math.ceil(ttl / 1000)} s`,
        }),
    })
    await app.register(underPressure, {
      maxEventLoopDelay: maxEventLoopDelayMillis,
      retryAfter: 2,
      message: 'The service has more to do than it can; try again later',
    })
  },
  { name: 'protection', fastify: '5.x' },
)
