import { ProblemError } from '@cruddur/fastify-service'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { mayRead } from './credentials.ts'

/** Ingestion routes and their preflight requests need no token; every other route does. */
const openRoutes = new Set([
  'GET /health/live',
  'GET /health/ready',
  'GET /login',
  'GET /login.css',
  'POST /login',
  'POST /api/1/item',
  'POST /api/1/item/',
  'POST /api/1/session/',
  'POST /GetSamplingRules',
  'POST /SamplingTargets',
  'POST /TelemetryRecords',
  'POST /TraceSegments',
])

/** CloudWatch operations of log senders; they return names of groups and streams only. */
const openLogOperations = new Set([
  'Logs_20140328.CreateLogGroup',
  'Logs_20140328.CreateLogStream',
  'Logs_20140328.DescribeLogGroups',
  'Logs_20140328.DescribeLogStreams',
  'Logs_20140328.PutLogEvents',
  'Logs_20140328.PutRetentionPolicy',
])

/** Requires the token for reading, deleting and changing data; receivers stay open. */
export function guardReading(app: FastifyInstance, token: string): void {
  app.addHook('onRequest', async (request, reply) => {
    if (isOpen(request) || mayRead(request.headers, token)) return
    // Browsers are redirected to the login page, other clients get a 401.
    if (request.method === 'GET' && request.headers.accept?.includes('text/html'))
      return reply.redirect(`/login?next=${encodeURIComponent(request.url)}`, 303)
    reply.header('www-authenticate', 'Bearer realm="Cruddur console"')
    throw new ProblemError({
      status: 401,
      code: 'CON_API_TOKEN_NEEDED',
      detail:
        'Reading requires the token in CONSOLE_TOKEN: send it as Authorization: Bearer <token>, or sign in at /login in a browser',
    })
  })
}

function isOpen({ method, routeOptions, headers }: FastifyRequest): boolean {
  if (openRoutes.has(`${method} ${routeOptions.url ?? ''}`)) return true
  const operation = headers['x-amz-target']
  return (
    method === 'POST' &&
    routeOptions.url === '/' &&
    typeof operation === 'string' &&
    openLogOperations.has(operation)
  )
}
