import type { IncomingMessage, ServerResponse } from 'node:http'
import { propagation, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api'
import type { FastifyInstance } from 'fastify'
import { requestSpanName, startAttributes } from '../signals/request-span.ts'
import { type HttpRequest, ServerRequest } from '../signals/server-request.ts'
import type { TelemetryHandle } from '../telemetry.ts'
import { setRequestContext } from './active-request.ts'
import { telemetryOf } from './app-telemetry.ts'
import { completeWithResponse } from './complete-request.ts'
import { type FrameworkError, optionsOf } from './fastify-internals.ts'
import { setTraceHeaders } from './response-trace.ts'

/** Records a request that Fastify rejects before its hooks. */
function recordUnroutedRequest(
  http: HttpRequest,
  response: ServerResponse,
  telemetry: TelemetryHandle,
  known: Partial<Pick<ServerRequest, 'closing' | 'failure'>>,
): void {
  const request = Object.assign(new ServerRequest(http, undefined), known)
  const incoming = propagation.extract(ROOT_CONTEXT, http.headers)
  if (!telemetry.isUntraced(http.url, http.method)) {
    request.span = trace
      .getTracer('@cruddur/telemetry')
      .startSpan(
        requestSpanName(request),
        { kind: SpanKind.SERVER, attributes: startAttributes(request) },
        incoming,
      )
  }
  setRequestContext(request, incoming)
  setTraceHeaders(request, telemetry, (name, value) => response.setHeader(name, value))
  completeWithResponse(http, response, request, telemetry)
}

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

/**
 * Fastify (5.12) rejects a URL that cannot be decoded, a parameter that is too long and a failed
 * asynchronous constraint before any hook, and offers them to its option `frameworkErrors` only.
 */
export function recordFrameworkErrors(app: FastifyInstance): void {
  const options = optionsOf(app)
  if (!options) return
  const { frameworkErrors } = options
  options.frameworkErrors = function recordFrameworkError(error, request, reply) {
    const telemetry = telemetryOf(request.server)
    if (telemetry) recordUnroutedRequest(request, reply.raw, telemetry, { failure: { error } })
    return frameworkErrors
      ? frameworkErrors.call(this, error, request, reply)
      : sendAsFastify(error, reply.raw)
  }
}

/** The response that Fastify sends without the option, byte for byte. */
function sendAsFastify(
  { code, message, statusCode }: FrameworkError,
  response: ServerResponse,
): void {
  const body =
    statusCode >= 500
      ? '{"error":"Internal Server Error","message":"Unexpected error from async constraint","statusCode":500}'
      : JSON.stringify({ error: 'Bad Request', code, message, statusCode })
  response.writeHead(statusCode, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
  })
  response.end(body)
}
