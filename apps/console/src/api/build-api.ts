import {
  describeProblems,
  health,
  lazyCompilers,
  problemDetails,
  serverOptions,
} from '@cruddur/fastify-service'
import swagger from '@fastify/swagger'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import fastify from 'fastify'
import { defaultFindingSettings, type FindingSettings } from '../findings/find-findings.ts'
import type { ServiceMapReaders } from '../query/analysis/service-map.ts'
import type { SignalReaders } from '../query/findings/read-traces.ts'
import type { TraceReaders } from '../query/get-trace.ts'
import type { LedgerReaders } from '../query/list-ledgers.ts'
import type { TraceListReaders } from '../query/list-traces.ts'
import { registerAnalysisRoutes } from './analysis.ts'
import { type ApiServer, contractScope } from './api-server.ts'
import { cancelQueries } from './cancel-queries.ts'
import { registerCompareRoute } from './compare.ts'
import { respondNotModified } from './conditional-get.ts'
import { type ErrorReaders, registerErrorRoutes } from './errors.ts'
import { registerFindingRoutes } from './findings.ts'
import { guardHost } from './guard.ts'
import { registerLedgerRoute } from './ledgers.ts'
import { type LogReaders, registerLogRoutes } from './logs.ts'
import { type MetricReaders, registerMetricRoutes } from './metrics.ts'
import { toProblem } from './problems.ts'
import { guardReading } from './reading-token/guard-reading.ts'
import { registerLogin } from './reading-token/register-login.ts'
import { type RunReaders, registerRunRoute } from './runs.ts'
import { registerServiceMapRoute } from './service-map.ts'
import { registerTraceRoutes } from './traces.ts'
import { secureHeaders, serveWeb } from './web.ts'

export interface ApiOptions {
  readonly readers: TraceReaders &
    SignalReaders &
    TraceListReaders &
    LogReaders &
    ErrorReaders &
    ServiceMapReaders &
    LedgerReaders &
    RunReaders &
    MetricReaders
  /** See `respondNotModified`. */
  readonly dataVersion: () => string | undefined
  /** Allowed host names besides those of the loopback interface. */
  readonly allowedHosts: readonly string[]
  /** Origins of web pages that may send Rollbar items. */
  readonly allowedOrigins: readonly string[]
  /** Needed to read, once it is there. */
  readonly token?: string | undefined
  readonly findings?: FindingSettings | undefined
  /** Folder of the built page. */
  readonly webFolder: string
  readonly version: string
  /** Sees each failure that is the console's own. */
  readonly onError: (error: unknown) => void
}

const requestTimeoutMillis = 30_000
const openApiPath = '/api/v1/openapi.json'
/** The trace ID of the caller is part of the problem details. */
const traceparent = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/

/** The console's own HTTP server, not yet listening: `/api/v1`, `/health`, the page. */
export async function buildApi(options: ApiOptions): Promise<ApiServer> {
  const { readers, dataVersion, allowedHosts, token, webFolder, version, onError } = options
  const app = fastify({
    ...serverOptions({ requestTimeoutMillis, trustProxyHops: 0 }),
    schemaController: lazyCompilers,
  }).withTypeProvider<TypeBoxTypeProvider>()

  secureHeaders(app)
  guardHost(app, allowedHosts, {
    origins: options.allowedOrigins,
    isReceiver: (path) => /^\/api\/1\/(item|session)\b/.test(path),
  })
  if (token !== undefined) {
    guardReading(app, token)
    await app.register((scope) => registerLogin(scope, token))
  }
  respondNotModified(app, dataVersion)
  cancelQueries(app)
  await app.register(problemDetails, {
    translate: toProblem,
    openApiPath,
    onServerError: onError,
    traceId: ({ headers }) => traceparent.exec(String(headers.traceparent))?.[1],
  })
  await app.register(health, {
    service: { name: 'console', version },
    checks: { store: () => readers.reader.ping() },
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Cruddur console',
        version,
        description: 'Traces, X-Ray segments, log lines and Rollbar items of local services',
      },
      ...(token !== undefined && {
        components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
        security: [{ token: [] }],
      }),
    },
    transformObject: describeProblems,
  })
  // Routes are described only when they are registered after the description.
  await app.register(async (scope) => {
    const api = contractScope(scope)
    registerTraceRoutes(api, readers)
    registerFindingRoutes(api, readers, options.findings ?? defaultFindingSettings)
    registerLogRoutes(api, readers)
    registerErrorRoutes(api, readers)
    registerAnalysisRoutes(api, readers.analysis)
    registerServiceMapRoute(api, readers)
    registerLedgerRoute(api, readers)
    registerRunRoute(api, readers)
    registerMetricRoutes(api, readers)
    registerCompareRoute(api, readers)
  })
  app.get(openApiPath, { schema: { hide: true } }, async () => app.swagger())
  await serveWeb(app, webFolder)
  return app
}
