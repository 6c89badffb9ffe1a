import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { context } from '@opentelemetry/api'
import type { FastifyInstance } from 'fastify'
import { requestSpanOf } from '../signals/request-span.ts'
import { telemetryOf } from './app-telemetry.ts'
import { beginRequest, keepServerTiming } from './begin-request.ts'
import { completeWithResponse } from './complete-request.ts'
import { withTraceId } from './error-body.ts'
import { recordFrameworkErrors } from './framework-errors.ts'
import { replaceRequestLines } from './log-controller.ts'
import { emitInContext } from './request-events.ts'
import { createMissingLogger, createRequestLoggers, nullLoggerFactory } from './request-logger.ts'
import { endWithResponse } from './request-span.ts'
import { requestState, stateOf } from './request-state.ts'
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
  app.decorateRequest(requestState, null)
  app.addHook('onRoute', function onRoute(route) {
    createRequestLoggers(route, this, nullFactory)
  })
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onRequest', (request, reply, done) => {
    const telemetry = telemetryOf(request.server)
    if (!telemetry) {
      const span = requestSpanOf(request)
      if (span) endWithResponse(span, reply.raw)
      return done()
    }
    const state = beginRequest(request, reply, telemetry)
    state.closing = closing
    createMissingLogger(request, reply)
    completeWithResponse(request, reply.raw, state, telemetry)
    watchUpgrade(request.raw, state)
    if (state.span) {
      emitInContext(request.raw, state.context)
      emitInContext(reply.raw, state.context)
    }
    if (context.active() === state.context) done()
    else context.with(state.context, done)
  })
  // A parser or hook may continue in another context.
  app.addHook('preValidation', (request, _reply, done) => {
    const own = stateOf(request)?.context
    if (!own || context.active() === own) done()
    else context.with(own, done)
  })
  app.addHook('onError', (request, _reply, error, done) => {
    const state = stateOf(request)
    if (state) state.failure = { error }
    done()
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    const state = stateOf(request)
    if (!state) return done(null, payload)
    keepServerTiming(reply, state)
    done(null, withTraceId(payload, reply, state.span?.spanContext().traceId))
  })
  app.addHook('onResponse', (request, _reply, done) => {
    const state = stateOf(request)
    if (state) state.onResponse = 'running'
    done()
  })
  app.addHook('onTimeout', (request, _reply, done) => {
    const state = stateOf(request)
    if (state) state.timedOut = true
    done()
  })
}
