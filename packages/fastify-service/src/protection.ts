import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { isInternalCaller } from './internal-caller.ts'
import { ProblemError } from './problem.ts'

export interface ProtectionOptions {
  /** Requests per minute and client address; more get 429 with `Retry-After`. */
  readonly rateLimitPerMinute: number
  /** Mean event loop delay above which requests get 503 with `Retry-After`. */
  readonly maxEventLoopDelayMillis: number
  /** Trusted proxies in front of the service. */
  readonly trustProxyHops: number
}

/** Security headers, a rate limit per client address, and load shedding. */
export const protection = fp<ProtectionOptions>(
  async (app, { rateLimitPerMinute, maxEventLoopDelayMillis, trustProxyHops }) => {
    await app.register(helmet, {
      // Responses are data; a browser must never render them as a page.
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"] },
      },
    })
    if (trustProxyHops === 0) warnAboutProxy(app)
    await app.register(rateLimit, {
      max: rateLimitPerMinute,
      timeWindow: 60_000,
      enableDraftSpec: true,
      // A service calls for many users; its own clients are limited where they call.
      allowList: isInternalCaller,
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

/** Logs once that a proxy is in front and not trusted. */
function warnAboutProxy(app: FastifyInstance): void {
  let warned = false
  app.addHook('onRequest', (request, _reply, done) => {
    if (!warned && request.headers['x-forwarded-for'] !== undefined) {
      warned = true
      app.log.warn(
        { event: 'proxy_not_trusted' },
        'X-Forwarded-For is ignored and all clients of the proxy share one rate limit: set TRUST_PROXY_HOPS to the number of proxies',
      )
    }
    done()
  })
}
