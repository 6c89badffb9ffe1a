import { context } from '@opentelemetry/api'
import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { getTelemetry, type Telemetry } from '../telemetry.ts'
import { beginRequest } from './begin-request.ts'
import { closeApp } from './close-app.ts'
import { trackClosingRequests } from './closing-requests.ts'
import { endWithResponse } from './end-request.ts'
import { withTraceId } from './error-body.ts'
import { quietFastify } from './quiet-fastify.ts'
import { requestState } from './request-state.ts'
import { createRequestTelemetry, type RequestTelemetry } from './request-telemetry.ts'

export type { RequestTelemetry } from './request-telemetry.ts'

export interface TelemetryPluginOptions {
  /** Default: the one that `--import @cruddur/telemetry/register` started. */
  readonly telemetry?: Telemetry
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly telemetry: Telemetry
  }
  interface FastifyRequest {
    readonly telemetry: RequestTelemetry
  }
}

/**
 * Connects an app with the four signals: every request ends in one span, one segment, one line, and
 * one error report when it ended badly. `app.log` and `request.log` write to the logger of the
 * telemetry; `GET /health/telemetry` serves the ledger of this start of the service; the response
 * header `traceresponse` tells the trace id, and so does `trace_id` in the JSON body of an error.
 *
 * @throws TelemetryError `TEL_NOT_STARTED` when telemetry was not started before.
 * @example
 * const app = Fastify()
 * app.register(telemetryPlugin)
 */
export const telemetryPlugin = fp<TelemetryPluginOptions>(
  async (app, { telemetry = getTelemetry() }) => {
    const { name, version, instanceId } = telemetry.service
    const startedAt = new Date(performance.timeOrigin).toISOString()
    const identity = { name, version, instanceId, startedAt }
    app.log = telemetry.logger
    quietFastify(app)
    app.decorate('telemetry', telemetry)
    app.decorateRequest(requestState, null)
    app.decorateRequest('telemetry', {
      getter() {
        return createRequestTelemetry(this, telemetry)
      },
    })
    addHooks(app, telemetry)
    trackClosingRequests(app, telemetry)
    app.get('/health/telemetry', async () => ({ service: identity, ...telemetry.ledger() }))
    telemetry.addApp(app, () => closeApp(app))
    app.addHook('onClose', async () => telemetry.removeApp(app))
  },
  { name: '@cruddur/telemetry', fastify: '5.x' },
)

function addHooks(app: FastifyInstance, telemetry: Telemetry): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onRequest', (request, reply, done) => {
    const state = beginRequest(request, reply, telemetry)
    state.closing = closing
    endWithResponse(request, reply.raw, state, telemetry)
    done()
  })
  // A body is read in the context of the socket, so what follows it would be without a span.
  app.addHook('preValidation', (request, _reply, done) => {
    const own = request[requestState]?.context
    if (!own || context.active() === own) done()
    else context.with(own, done)
  })
  app.addHook('onError', (request, _reply, error, done) => {
    const state = request[requestState]
    if (state) state.error = error
    done()
  })
  app.addHook('onSend', (request, reply, payload, done) => {
    const traceId = request[requestState]?.span?.spanContext().traceId
    done(null, withTraceId(payload, reply, traceId))
  })
  app.addHook('onTimeout', (request, _reply, done) => {
    const state = request[requestState]
    if (state) state.timedOut = true
    done()
  })
}
