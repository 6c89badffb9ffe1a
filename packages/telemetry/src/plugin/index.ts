import type { FastifyInstance } from 'fastify'
import fp from 'fastify-plugin'
import { TelemetryError } from '../errors.ts'
import { printable } from '../signals/warn-once.ts'
import { getTelemetry, type Telemetry, type TelemetryHandle } from '../telemetry.ts'
import { failActiveRequest } from './active-request.ts'
import { setAppTelemetry, telemetryOf } from './app-telemetry.ts'
import { wasInstrumented } from './instrument-app.ts'
import { replaceAppLogger } from './request-logger.ts'
import type { RequestOpenTelemetry } from './request-opentelemetry.ts'
import { createRequestTelemetry, type RequestTelemetry } from './request-telemetry.ts'
import { trackClosingRequests } from './unrouted-request.ts'

export type { RequestOpenTelemetry } from './request-opentelemetry.ts'
export type { RequestTelemetry } from './request-telemetry.ts'

/** Options of `telemetryPlugin`. */
export interface TelemetryPluginOptions {
  /** Default: the handle that `--import @cruddur/telemetry/register` started. */
  readonly telemetry?: Telemetry
  /** Path of the ledger, or false for none. Default `/health/telemetry`. */
  readonly ledgerPath?: string | false
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly telemetry: Telemetry
  }
  interface FastifyRequest {
    readonly telemetry: RequestTelemetry
    /** The span and the context of the request, by @fastify/otel. */
    opentelemetry(): RequestOpenTelemetry
  }
}

/**
 * Connects an app to all signals: each request has one span, one segment, one log line and, if
 * it fails, one error report. `app.log` and `request.log` write to the telemetry logger. The ledger
 * is served at `GET /health/telemetry`. The trace ID is returned in the response headers
 * `traceresponse` and `Server-Timing` and as `trace_id` in the JSON body of an error. It may be
 * registered before or after other hooks; registering it twice has no effect.
 *
 * @throws TelemetryError `TEL_NOT_STARTED` if telemetry is not started; `TEL_APP_TOO_EARLY` if the
 * app was created before; `TEL_INVALID_OPTION` for an option of a wrong type.
 * @example
 * const app = Fastify()
 * app.register(telemetryPlugin)
 */
export const telemetryPlugin = fp<TelemetryPluginOptions>(
  async (app, options) => {
    const { ledgerPath, telemetry } = readOptions(options)
    if (telemetryOf(app)) return
    if (!wasInstrumented(app)) {
      throw new TelemetryError(
        'TEL_APP_TOO_EARLY',
        'the Fastify app was created before telemetry was started: create it afterwards, or start node with --import @cruddur/telemetry/register',
      )
    }
    setAppTelemetry(app, telemetry)
    replaceAppLogger(app, telemetry.logger)
    app.decorate('telemetry', telemetry)
    app.decorateRequest('telemetry', {
      getter() {
        return createRequestTelemetry(this, telemetry)
      },
    })
    if (ledgerPath !== false) serveLedger(app, telemetry, ledgerPath)
    trackClosingRequests(app, telemetry)
    telemetry.apps.add(app, {
      close: () => closeApp(app),
      cut: () => app.server.closeAllConnections?.(),
      fail: failActiveRequest,
    })
    app.addHook('preClose', async () => telemetry.apps.begin())
    app.addHook('onClose', () => telemetry.apps.remove(app))
  },
  { name: '@cruddur/telemetry', fastify: '5.x' },
)

function readOptions({ ledgerPath = '/health/telemetry', telemetry }: TelemetryPluginOptions) {
  const isPath = typeof ledgerPath === 'string' && ledgerPath.startsWith('/')
  if (!isPath && ledgerPath !== false) {
    throw invalidOption('ledgerPath', ledgerPath, 'false or a path that begins with /')
  }
  const handle = (telemetry ?? getTelemetry()) as TelemetryHandle
  if (typeof handle.requestLog !== 'function') {
    throw invalidOption('telemetry', telemetry, 'the handle that getTelemetry() returns')
  }
  return { ledgerPath, telemetry: handle }
}

const invalidOption = (name: string, value: unknown, allowed: string) =>
  new TelemetryError('TEL_INVALID_OPTION', `${name} must be ${allowed} (got ${printable(value)})`)

function serveLedger(app: FastifyInstance, telemetry: Telemetry, path: string): void {
  const { name, version, instanceId } = telemetry.service
  const startedAt = new Date(performance.timeOrigin).toISOString()
  const service = { name, version, instanceId, startedAt }
  app.get(path, async () => ({ service, ...telemetry.ledger() }))
}

const sweepMillis = 50

/**
 * Closes an app as soon as its requests are complete. Node keeps a connection that was busy at the
 * time of the close open until its keep-alive timeout, which is 72 s in Fastify.
 */
async function closeApp(app: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), sweepMillis)
  try {
    await app.close()
  } finally {
    clearInterval(sweep)
  }
}
