import type { IncomingMessage } from 'node:http'
import { propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api'
import type { FastifyInstance } from 'fastify'
import type { Telemetry } from '../telemetry.ts'
import { setTraceHeaders } from './begin-request.ts'
import { completeWithResponse } from './complete-request.ts'
import { requestAttributes } from './request-attributes.ts'
import type { RequestInfo } from './request-info.ts'
import { createRequestState, type RequestState } from './request-state.ts'

/**
 * While it closes, Fastify (5.12) rejects requests on kept-alive connections with a 503 before any
 * hook, unless `return503OnClosing` is false. Such requests are recorded here.
 */
export function trackClosingRequests(app: FastifyInstance, telemetry: Telemetry): void {
  if (runsHooksWhileClosing(app)) return
  app.addHook('preClose', async () => {
    app.server.prependListener('request', (message, response) => {
      const request = infoOf(message)
      const state = openState(request, telemetry)
      setTraceHeaders(state, telemetry, (name, value) => response.setHeader(name, value))
      completeWithResponse(request, response, state, telemetry)
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

function infoOf(message: IncomingMessage): RequestInfo {
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

function openState(request: RequestInfo, telemetry: Telemetry): RequestState {
  const { method, url, headers } = request
  const incoming = propagation.extract(ROOT_CONTEXT, headers)
  const attributes = { 'http.request.method': method, ...requestAttributes(request) }
  const span = telemetry.isUntraced(url, method)
    ? undefined
    : trace
        .getTracer('@cruddur/telemetry')
        .startSpan(method, { kind: SpanKind.SERVER, attributes }, incoming)
  const state = createRequestState(span, undefined, undefined, incoming)
  state.closing = true
  return state
}
