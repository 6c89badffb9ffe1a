import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'
import { registerXrayQueries } from './api/aws/register-xray-queries.ts'
import { buildApi } from './api/build-api.ts'
import { registerCompatibilityApis } from './api/compatibility-apis.ts'
import { guardHost, type ReceiverRoutes } from './api/guard.ts'
import { guardReading } from './api/reading-token/guard-reading.ts'
import type { ConsoleConfig } from './config.ts'
import { endConnections } from './end-connections.ts'
import { createLedgerReader } from './ledgers/fetch-ledgers.ts'
import { watchArrivals } from './linger.ts'
import { StoreError } from './model/store-error.ts'
import { createGroups } from './query/xray/groups.ts'
import { registerCloudWatchLogs } from './receivers/cloudwatch-logs/register-cloudwatch-logs.ts'
import { importDocument, readSpans } from './receivers/otlp/import-document.ts'
import { startOtlpReceiver } from './receivers/otlp/start-otlp-receiver.ts'
import { registerRollbar } from './receivers/rollbar/register-rollbar.ts'
import { startXrayReceiver } from './receivers/xray/start-xray-receiver.ts'
import { rejectUnknownOperations } from './receivers/xray/unknown-operation.ts'
import { listenError } from './start-check.ts'
import { startGrpc } from './start-grpc.ts'
import { openStore, type Store } from './store/open-store.ts'

const version = '0.1.0'
/** Time that a closing console keeps serving before it aborts queries, and then connections. */
const abortQueriesAfterMillis = 2_000
const closeConnectionsAfterMillis = 4_000
/** Resolves to the same folder from `src` and from `dist`. */
const builtWebFolder = fileURLToPath(new URL('../dist/web', import.meta.url))

/** A running console. */
export interface Console {
  /** Base URL of the page, the API, CloudWatch Logs and Rollbar. */
  readonly url: string
  readonly otlpUrl: string
  /** `host:port` of OTLP over gRPC; undefined when its default port is in use. */
  readonly otlpGrpcAddress: string | undefined
  /** `host:port`, the form of `AWS_XRAY_DAEMON_ADDRESS`. */
  readonly xrayAddress: string
  readonly store: Store
  /** Number of documents received by UDP that are not stored yet. */
  unwritten(): number
  /**
   * Stops receiving, stores queued rows, and releases the ports and the data folder. With
   * `lingerMillis` it first keeps receiving until nothing arrives for that long, at most five times as long.
   */
  close(lingerMillis?: number): Promise<void>
}

export interface ConsoleOptions {
  /** Called with each internal error. */
  readonly onError?: (error: unknown) => void
  /** Folder that contains the built page. */
  readonly webFolder?: string
}

/**
 * Starts the store, the receivers and the API. A port of 0 picks a free one.
 * @throws StartError or StoreError; the message is one line that names the fix
 */
export async function startConsole(
  config: ConsoleConfig,
  { onError: report = () => undefined, webFolder = builtWebFolder }: ConsoleOptions = {},
): Promise<Console> {
  const onError = (error: unknown) => {
    const isAborted =
      error instanceof StoreError && /^CON_STORE_(CLOSING|CANCELED)$/.test(error.code)
    if (!isAborted) report(error)
  }
  const { host, allowedHosts, allowedOrigins, token } = config
  const closers: (() => Promise<unknown>)[] = []
  const closeAll = async () => {
    for (const close of closers.reverse().splice(0)) await close()
  }
  /** Registers a concurrent start for closing, also when another one fails first. */
  const closeOnceStarted = (starting: Promise<{ close(): PromiseLike<unknown> }>) =>
    closers.push(async () => (await starting.catch(() => undefined))?.close())
  const at = async <T>(variable: string, port: number, listen: Promise<T>): Promise<T> =>
    listen.catch((error) => {
      throw listenError(error, { variable, host, port })
    })

  try {
    const store = await openStore({
      folder: config.dataFolder,
      ...(config.clickHouse && { server: config.clickHouse }),
      retention: { ...config.retention, onError },
    })
    closers.push(() => store.close())
    const xrayReaders = { segments: store.segments, groups: createGroups(store.xrayGroups) }
    const { sink, untilQuiet } = watchArrivals(store.sink)
    // On a server, the TTL of its tables applies instead.
    const retentionDays = config.clickHouse ? undefined : config.retention.maxAgeDays
    const extend = (app: FastifyInstance, receivers?: ReceiverRoutes) => {
      guardHost(app, allowedHosts, receivers)
      endConnections(app, closeConnectionsAfterMillis)
    }

    const building = buildApi({
      readers: { ...store, ledgers: createLedgerReader(config.services) },
      dataVersion: store.version,
      allowedHosts,
      allowedOrigins,
      token,
      findings: config.findings,
      webFolder,
      version,
      onError,
    })
    const startingOtlp = at(
      'CONSOLE_OTLP_PORT',
      config.otlpPort,
      startOtlpReceiver({
        ...{ sink, host, port: config.otlpPort, retentionDays, onError },
        extend: (app) => extend(app, { origins: allowedOrigins, isReceiver: () => true }),
      }),
    )
    const startingXray = at(
      'CONSOLE_XRAY_PORT',
      config.xrayPort,
      startXrayReceiver({
        sink,
        host,
        port: config.xrayPort,
        sampling: config.xraySampling,
        retentionDays,
        extend: (app) => {
          extend(app)
          if (token !== undefined) guardReading(app, token)
          app.register((scope) => registerXrayQueries(scope, xrayReaders))
          rejectUnknownOperations(app)
        },
        onError,
      }),
    )
    for (const starting of [building, startingOtlp, startingXray]) closeOnceStarted(starting)
    const api = await building
    endConnections(api, closeConnectionsAfterMillis)
    const rollbar = await registerRollbar(api, { sink, retentionDays, onError })
    const logs = await registerCloudWatchLogs(api, {
      sink,
      groups: store.logGroups,
      events: store.logEvents,
      insights: store.insights,
      retentionDays,
      onError,
    })

    const [otlp, xray] = [await startingOtlp, await startingXray]
    const startingGrpc = startGrpc(otlp, config, allowedHosts, onError)
    closeOnceStarted(startingGrpc.then((started) => started ?? { close: async () => undefined }))
    const grpc = await startingGrpc
    const { clear } = store
    const apiPort = () => (api.server.address() as AddressInfo).port
    await registerCompatibilityApis(api, {
      readers: store,
      receivers: [
        { name: 'otlp', port: () => otlp.port, counters: otlp.counters },
        { name: 'xray', port: () => xray.port, counters: xray.counters },
        { name: 'cloudwatch-logs', port: apiPort, counters: logs.counters },
        { name: 'rollbar', port: apiPort, counters: rollbar.counters },
      ],
      ...(clear && { clear }),
      importDocument: (body) => importDocument(sink, body),
      readDocument: readSpans,
      version,
      onError,
    })
    rejectUnknownOperations(api)
    // Also serves the X-Ray API on the console's port, for `aws --endpoint-url`.
    await api.register(async (scope) => {
      xray.serve(scope)
      await registerXrayQueries(scope, xrayReaders)
    })
    await at('CONSOLE_PORT', config.port, api.listen({ host, port: config.port }))
    const port = apiPort()
    const shownHost = host.includes(':') ? `[${host}]` : host
    return {
      url: `http://${shownHost}:${port}`,
      otlpUrl: `http://${shownHost}:${otlp.port}`,
      otlpGrpcAddress: grpc && `${shownHost}:${grpc.port}`,
      xrayAddress: `${shownHost}:${xray.port}`,
      store,
      unwritten: xray.unwritten,
      async close(lingerMillis = 0) {
        if (lingerMillis > 0) await untilQuiet(lingerMillis, 5 * lingerMillis)
        const abortTimer = setTimeout(() => {
          store.abortQueries().catch(onError)
        }, abortQueriesAfterMillis)
        await closeAll().finally(() => clearTimeout(abortTimer))
      },
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}
