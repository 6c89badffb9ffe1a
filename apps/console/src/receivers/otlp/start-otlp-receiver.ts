import type { AddressInfo } from 'node:net'
import { lazyCompilers } from '@cruddur/fastify-service'
import fastify, { type FastifyInstance } from 'fastify'
import { timesWithin } from '../../decode/otlp/record-times.ts'
import type { ReceiverCounters } from '../../model/receiver-counters.ts'
import type { RowSink } from '../../model/row-sink.ts'
import { limitBytesUnderWay } from '../limit-bytes-under-way.ts'
import { createRecordCounts } from '../record-counts.ts'
import { registerExportRoutes } from './export-routes.ts'
import { type OtlpFailure, OtlpRequestError, toFailure } from './otlp-error.ts'
import { type Encoding, encodeStatus, mediaTypes } from './otlp-response.ts'
import { encodingOf, maxBodyBytes } from './read-body.ts'
import { createTakers } from './signals.ts'
import type { GrpcListener, GrpcReceiver } from './start-grpc-receiver.ts'

/** Limit for the bodies of all requests in flight. */
const maxBytesUnderWay = 256 * 1024 * 1024

export interface OtlpReceiverOptions {
  readonly sink: RowSink
  readonly host: string
  /** `0` picks a free port. */
  readonly port: number
  /** Older records are rejected. By default any age is accepted. */
  readonly retentionDays?: number | undefined
  /** Time limit for receiving a request. Default: 60,000. */
  readonly requestTimeoutMillis?: number
  /** Limit for the bodies of all requests in flight. Default: 256 MiB. */
  readonly maxBytesUnderWay?: number
  /** Adds hooks before the routes, such as a check of the Host header. */
  extend?(app: FastifyInstance): void
  /** Called with each internal error. */
  onError(error: unknown): void
}

export interface OtlpReceiver {
  readonly host: string
  readonly port: number
  counters(): Promise<ReceiverCounters>
  /** Starts OTLP over gRPC with the same counters. */
  startGrpc(listener: GrpcListener): Promise<GrpcReceiver>
  /** Stops listening and finishes requests in flight. */
  close(): Promise<void>
}

/**
 * OTLP over HTTP, protobuf and JSON. Spans and log records are stored before they are acknowledged;
 * metrics get a partial success. Honeycomb's headers are accepted; headers are never stored.
 *
 * @throws the system error when the port is in use.
 */
export async function startOtlpReceiver(options: OtlpReceiverOptions): Promise<OtlpReceiver> {
  const { sink, host, requestTimeoutMillis = 60_000, onError } = options
  const counts = createRecordCounts()
  const app = fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMillis,
    schemaController: lazyCompilers,
    routerOptions: { ignoreTrailingSlash: true },
    forceCloseConnections: 'idle',
    http: {
      maxHeaderSize: 16 * 1024,
      connectionsCheckingInterval: Math.min(requestTimeoutMillis, 30_000),
    },
  })
  options.extend?.(app)
  limitBytesUnderWay(app, options.maxBytesUnderWay ?? maxBytesUnderWay)
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  registerStatusErrors(app, (failure, error) => {
    if (failure.status === 500) onError(error)
    // The number of records of a refused request is unknown: it counts as one.
    if (failure.status < 500) {
      counts.add('received', 1)
      counts.reject(failure.message)
    }
  })
  const takers = createTakers(sink, counts)
  const times = () => timesWithin(options.retentionDays)
  registerExportRoutes(app, takers, times)
  registerHoneycombAuth(app)

  await app.listen({ host, port: options.port })
  const { port } = app.server.address() as AddressInfo
  return {
    host,
    port,
    counters: async () => counts.counters(),
    startGrpc: async (listener) => {
      // Loaded last, because it takes longest.
      const { startGrpcReceiver } = await import('./start-grpc-receiver.ts')
      return startGrpcReceiver({ ...listener, takers, times, counts, onError })
    },
    close: () => app.close(),
  }
}

/** Sends every error as google.rpc.Status in the encoding of the request. */
function registerStatusErrors(
  app: FastifyInstance,
  onFailure: (failure: OtlpFailure, error: unknown) => void,
): void {
  const responseEncoding = (contentType: string | undefined): Encoding => {
    try {
      return encodingOf(contentType)
    } catch {
      return 'json'
    }
  }
  app.setErrorHandler((error, request, reply) => {
    const failure = toFailure(error)
    const { status, rpcCode, message, retryAfterSeconds } = failure
    onFailure(failure, error)
    if (retryAfterSeconds !== undefined) reply.header('retry-after', Math.ceil(retryAfterSeconds))
    if (status === 405) reply.header('allow', 'POST')
    const encoding = responseEncoding(request.headers['content-type'])
    return reply
      .code(status)
      .type(mediaTypes[encoding])
      .send(encodeStatus(encoding, rpcCode, message))
  })
  app.setNotFoundHandler(({ method, url }) => {
    throw unknownPath(method, url.split('?', 1)[0] ?? '')
  })
}

const paths = 'POST /v1/traces, POST /v1/logs or POST /v1/metrics'

function unknownPath(method: string, path: string): OtlpRequestError {
  const shown = `${method} ${path.slice(0, 80)}`
  if (/^\/v1\/(traces|logs|metrics)\/?$/.test(path))
    return new OtlpRequestError(405, `${shown} is not allowed: use ${paths}`)
  if (/profiles/.test(path))
    return new OtlpRequestError(404, `The console does not store profiles: use ${paths}`)
  if (/^\/api\/v[12]\/spans/.test(path))
    return new OtlpRequestError(
      404,
      `The console does not accept Zipkin spans: send OTLP, ${paths}`,
    )
  return new OtlpRequestError(404, `${shown} is not an OTLP path: use ${paths}`)
}

/** Honeycomb's SDKs check the API key once. */
function registerHoneycombAuth(app: FastifyInstance): void {
  app.get('/1/auth', (request, reply) => {
    if (!request.headers['x-honeycomb-team'])
      return reply.code(401).send({ error: 'unknown API key - check your credentials' })
    return {
      type: 'ingest',
      api_key_access: { events: true },
      team: { name: 'console', slug: 'console' },
      environment: { name: 'local', slug: 'local' },
    }
  })
}
