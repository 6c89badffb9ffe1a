import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { ServerResponse } from 'node:http'
import { context, type Span, SpanStatusCode } from '@opentelemetry/api'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  decorateRequests,
  ServerRequest,
  serverRequestOf,
  setServerRequest,
} from '../signals/server-request.ts'
import type { TelemetryHandle } from '../telemetry.ts'
import { setRequestContext } from './active-request.ts'
import { telemetryOf } from './app-telemetry.ts'
import { completeWithResponse } from './complete-request.ts'
import { replaceRequestLines } from './log-controller.ts'
import { emitInContext } from './request-events.ts'
import { createMissingLogger, createRequestLoggers, nullLoggerFactory } from './request-logger.ts'
import { keepServerTiming, setTraceHeaders, withTraceId } from './response-trace.ts'
import { recordFrameworkErrors } from './unrouted-request.ts'
import { watchUpgrade } from './upgraded-connection.ts'

const channel = 'fastify.initialization'
const isInstrumented = Symbol.for('cruddur.instrumented')

/**
 * Adds the hooks of the plugin to each Fastify app as soon as it is created, so that they run before
 * those of the application, whenever it registers the plugin. Without the plugin they only end the span.
 * Call it after @fastify/otel is enabled, whose hook starts the span.
 */
export function instrumentApps(): void {
  unsubscribe(channel, onInitialization)
  subscribe(channel, onInitialization)
}

/** Whether the app was created after telemetry was started. */
export const wasInstrumented = (app: FastifyInstance): boolean => isInstrumented in app

function onInitialization(message: unknown): void {
  const { fastify } = message as { readonly fastify: FastifyInstance }
  if (wasInstrumented(fastify)) return
  Object.defineProperty(fastify, isInstrumented, { value: true })
  instrument(fastify)
}

function instrument(app: FastifyInstance): void {
  let closing = false
  const nullFactory = nullLoggerFactory(app)
  replaceRequestLines(app)
  recordFrameworkErrors(app)
  decorateRequests(app)
  app.addHook('onRoute', function onRoute(route) {
    createRequestLoggers(route, this, nullFactory)
  })
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onRequest', (http, reply, done) => {
    const telemetry = telemetryOf(http.server)
    if (!telemetry) {
      const span = serverRequestOf(http)?.span
      if (span) endWithResponse(span, reply.raw)
      return done()
    }
    const request = beginRequest(http, reply, telemetry)
    request.closing = closing
    createMissingLogger(http, reply)
    completeWithResponse(http, reply.raw, request, telemetry)
    watchUpgrade(http.raw, request)
    if (request.span) {
      emitInContext(http.raw, request.context)
      emitInContext(reply.raw, request.context)
    }
    if (context.active() === request.context) done()
    else context.with(request.context, done)
  })
  // A parser or hook may continue in another context.
  app.addHook('preValidation', (http, _reply, done) => {
    const own = serverRequestOf(http)?.context
    if (!own || context.active() === own) done()
    else context.with(own, done)
  })
  app.addHook('onError', (http, _reply, error, done) => {
    const request = serverRequestOf(http)
    if (request) request.failure = { error }
    done()
  })
  app.addHook('onSend', (http, reply, payload, done) => {
    const request = serverRequestOf(http)
    // Set if the plugin returns the trace ID to the client.
    if (!request?.serverTiming) return done(null, payload)
    keepServerTiming(reply, request.serverTiming)
    done(null, withTraceId(payload, reply, request.span?.spanContext().traceId))
  })
  app.addHook('onResponse', (http, _reply, done) => {
    const request = serverRequestOf(http)
    if (request) request.onResponse = 'running'
    done()
  })
  app.addHook('onTimeout', (http, _reply, done) => {
    const request = serverRequestOf(http)
    if (request) request.timedOut = true
    done()
  })
}

/** Completes the facts of a request that has just started, and sets the trace headers of the response. */
function beginRequest(
  http: FastifyRequest,
  reply: FastifyReply,
  telemetry: TelemetryHandle,
): ServerRequest {
  const request = serverRequestOf(http) ?? new ServerRequest(http, http.routeOptions.url)
  request.reply = reply
  setRequestContext(request)
  setServerRequest(http, request)
  // Headers set on the raw response would make Node merge them with Fastify's one by one.
  if (request.span) setTraceHeaders(request, telemetry, (name, value) => reply.header(name, value))
  return request
}

/** Ends the span of a request to an app without the plugin, which has no other signal. */
function endWithResponse(span: Span, response: ServerResponse): void {
  response.on('close', () => {
    const { statusCode } = response
    span.setAttribute('http.response.status_code', statusCode)
    if (statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
    span.end()
  })
}
