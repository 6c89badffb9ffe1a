import cors from '@fastify/cors'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'

/** In a list of origins: all ports of localhost, 127.0.0.1 and [::1]. */
const loopbackOrigins = 'loopback'

const loopback = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/

const exposedHeaders = [
  'location',
  'link',
  'traceresponse',
  'x-amzn-trace-id',
  'retry-after',
  'warning',
  'age',
]

export interface CrossOriginOptions {
  /** Origins allowed to call the service from a browser, or `loopback`. Empty: same origin only. */
  readonly corsOrigins: readonly string[]
}

/** CORS. Register it first, so that every response has the headers. */
export const crossOrigin = fp<CrossOriginOptions>(
  async (app, { corsOrigins }) => {
    await app.register(cors, {
      origin: (origin, done) => done(null, isAllowedOrigin(origin, corsOrigins)),
      methods: ['GET', 'HEAD', 'POST'],
      allowedHeaders: [
        'authorization',
        'content-type',
        'idempotency-key',
        'if-modified-since',
        'traceparent',
        'tracestate',
        'baggage',
        'x-amzn-trace-id',
      ],
      exposedHeaders,
      // Browsers cap it: Chromium at 2 hours, Firefox at 24.
      maxAge: 7_200,
      strictPreflight: false,
    })
  },
  { name: 'cross-origin', fastify: '5.x' },
)

/** Sets the CORS headers of a response that Fastify sends before any hook runs. */
export function setCrossOriginHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  corsOrigins: readonly string[],
): void {
  const { origin } = request.headers
  reply.header('vary', 'Origin')
  if (origin === undefined || !isAllowedOrigin(origin, corsOrigins)) return
  reply.header('access-control-allow-origin', origin)
  reply.header('access-control-expose-headers', exposedHeaders.join(', '))
}

function isAllowedOrigin(origin: string | undefined, allowed: readonly string[]): boolean {
  if (origin === undefined) return false
  return allowed.includes(origin) || (allowed.includes(loopbackOrigins) && loopback.test(origin))
}
