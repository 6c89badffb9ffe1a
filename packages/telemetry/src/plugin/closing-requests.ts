import type { IncomingMessage } from 'node:http'
import { performance } from 'node:perf_hooks'
import { propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api'
import type { FastifyInstance } from 'fastify'
import type { Telemetry } from '../telemetry.ts'
import { requestAttributes, tellTraceId } from './begin-request.ts'
import { endWithResponse } from './end-request.ts'
import type { RequestFacts } from './request-facts.ts'
import type { RequestState } from './request-state.ts'

/**
 * Once it closes, Fastify (5.12) answers what still comes on kept connections with a 503 of its own,
 * before any hook. Such requests get their tracks here, unless the app asked for its hooks to run.
 */
export function trackClosingRequests(app: FastifyInstance, telemetry: Telemetry): void {
  if (runsHooksWhileClosing(app)) return
  app.addHook('preClose', async () => {
    app.server.prependListener('request', (message, response) => {
      const request = factsOf(message)
      const state = openState(request, telemetry)
      tellTraceId(state, telemetry, (name, value) => response.setHeader(name, value))
      endWithResponse(request, response, state, telemetry)
    })
  })
}

function runsHooksWhileClosing(app: FastifyInstance): boolean {
  const key = Object.getOwnPropertySymbols(app).find(
    ({ description }) => description === 'fastify.options',
  )
  const options = key && (app as unknown as Record<symbol, { return503OnClosing?: boolean }>)[key]
  return options?.return503OnClosing === false
}

function factsOf(message: IncomingMessage): RequestFacts {
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
  }
}

function openState(request: RequestFacts, telemetry: Telemetry): RequestState {
  const { method, url, headers } = request
  const startMillis = performance.now()
  const incoming = propagation.extract(ROOT_CONTEXT, headers)
  const attributes = { 'http.request.method': method, ...requestAttributes(request) }
  const span = telemetry.isUntraced(url, method)
    ? undefined
    : trace
        .getTracer('@cruddur/telemetry')
        .startSpan(method, { kind: SpanKind.SERVER, attributes }, incoming)
  return {
    startMillis,
    context: span ? trace.setSpan(incoming, span) : incoming,
    span,
    route: undefined,
    error: undefined,
    finished: false,
    timedOut: false,
    closing: true,
    person: undefined,
  }
}
