import { ProblemError } from '@cruddur/fastify-service'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { mayRead } from './credentials.ts'

/** Doors that only take in, and what is asked of them on the way; every other one needs the token. */
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

/** What a sender of log lines calls; it sees names of groups and streams, no line. */
const openLogOperations = new Set([
  'Logs_20140328.CreateLogGroup',
  'Logs_20140328.CreateLogStream',
  'Logs_20140328.DescribeLogGroups',
  'Logs_20140328.DescribeLogStreams',
  'Logs_20140328.PutLogEvents',
  'Logs_20140328.PutRetentionPolicy',
])

/** Lets only those who know the token read, remove or change; receivers stay open to senders. */
export function guardReading(app: FastifyInstance, token: string): void {
  app.addHook('onRequest', async (request, reply) => {
    if (isOpen(request) || mayRead(request.headers, token)) return
    // A person who opens a page is helped; a program is told.
    if (request.method === 'GET' && request.headers.accept?.includes('text/html'))
      return reply.redirect(`/login?next=${encodeURIComponent(request.url)}`, 303)
    reply.header('www-authenticate', 'Bearer realm="Cruddur console"')
    throw new ProblemError({
      status: 401,
      code: 'CON_API_TOKEN_NEEDED',
      detail:
        'Reading needs the token of CONSOLE_TOKEN: send it as Authorization: Bearer, or open /login in a browser',
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
