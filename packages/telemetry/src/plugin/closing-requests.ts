import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { HttpRequest } from '../signals/server-request.ts'
import type { TelemetryHandle } from '../telemetry.ts'
import { optionsOf } from './fastify-internals.ts'
import { recordUnroutedRequest } from './unrouted-request.ts'

/**
 * While it closes, Fastify (5.12) rejects requests on kept-alive connections with a 503 before any
 * hook, unless `return503OnClosing` is false. Such requests are recorded here.
 */
export function trackClosingRequests(app: FastifyInstance, telemetry: TelemetryHandle): void {
  if (optionsOf(app)?.return503OnClosing === false) return
  app.addHook('preClose', async () => {
    app.server.prependListener('request', (message, response) => {
      recordUnroutedRequest(httpRequest(message), response, telemetry, { closing: true })
    })
  })
}

function httpRequest(message: IncomingMessage): HttpRequest {
  const { method = 'GET', url = '/', headers, socket } = message
  const host = headers.host ?? ''
  return {
    method,
    url,
    headers,
    protocol: 'encrypted' in socket ? 'https' : 'http',
    host,
    ip: socket.remoteAddress ?? '',
    params: {},
    body: undefined,
    raw: message,
  }
}
