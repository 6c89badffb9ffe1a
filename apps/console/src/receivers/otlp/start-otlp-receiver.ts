import type { AddressInfo } from 'node:net'
import { lazyCompilers } from '@cruddur/fastify-service'
import fastify, { type FastifyInstance } from 'fastify'
import type { ReceiverCounters } from '../../model/receiver-counters.ts'
import type { RowSink } from '../../model/row-sink.ts'
import { limitBytesUnderWay } from '../limit-bytes-under-way.ts'
import { registerExportRoutes } from './export-routes.ts'
import { type Encoding, encodeStatus, mediaTypes, type PartialSuccess } from './otlp-answer.ts'
import { toFailure } from './otlp-error.ts'
import { encodingOf, maxBodyBytes } from './read-body.ts'
import { rememberRequests } from './recent-requests.ts'

/** Bodies of requests under way, together. */
const maxBytesUnderWay = 256 * 1024 * 1024

export interface OtlpReceiverOptions {
  readonly sink: RowSink
  readonly host: string
  /** `0` picks one. */
  readonly port: number
  /** Within this a request must have arrived whole. Default: a minute. */
  readonly requestTimeoutMillis?: number
  /** Bodies of requests under way, together. Default: 256 MiB. */
  readonly maxBytesUnderWay?: number
  /** Adds what guards the routes, such as a check of `Host`, before them. */
  extend?(app: FastifyInstance): void
  /** Sees each failure that is the console's own. */
  onError(error: unknown): void
}

export interface OtlpReceiver {
  readonly host: string
  readonly port: number
  counters(): Promise<ReceiverCounters>
  /** Takes spans anew that it took before, because what was stored has been removed. */
  forget(): void
  /** Stops listening and answers what is under way. */
  close(): Promise<void>
}

/**
 * OTLP over HTTP, protobuf and JSON: spans and log records are stored, metrics refused politely. What
 * is acknowledged is stored. Honeycomb's headers are accepted, and no header is ever stored.
 *
 * @throws the system's error when the port is taken.
 */
export async function startOtlpReceiver(options: OtlpReceiverOptions): Promise<OtlpReceiver> {
  const { sink, host, requestTimeoutMillis = 60_000, onError } = options
  const counts = { received: 0, stored: 0, rejected: 0, dropped: 0 }
  const app = fastify({
    bodyLimit: maxBodyBytes,
    requestTimeout: requestTimeoutMillis,
    schemaController: lazyCompilers,
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
  registerStatusErrors(app, onError)
  const recentSpans = rememberRequests<PartialSuccess | undefined>()
  registerExportRoutes(
    app,
    sink,
    (outcome, records) => {
      counts[outcome] += records
    },
    recentSpans,
  )
  registerHoneycombAuth(app)

  await app.listen({ host, port: options.port })
  const { port } = app.server.address() as AddressInfo
  return {
    host,
    port,
    counters: async () => ({ ...counts }),
    forget: recentSpans.forget,
    close: () => app.close(),
  }
}

/** Every failure as google.rpc.Status in the form of the request. */
function registerStatusErrors(app: FastifyInstance, onError: (error: unknown) => void): void {
  const answerForm = (contentType: string | undefined): Encoding => {
    try {
      return encodingOf(contentType)
    } catch {
      return 'json'
    }
  }
  app.setErrorHandler((error, request, reply) => {
    const { status, rpcCode, message, retryAfterSeconds } = toFailure(error)
    if (status === 500) onError(error)
    if (retryAfterSeconds !== undefined) reply.header('retry-after', Math.ceil(retryAfterSeconds))
    const encoding = answerForm(request.headers['content-type'])
    return reply
      .code(status)
      .type(mediaTypes[encoding])
      .send(encodeStatus(encoding, rpcCode, message))
  })
  app.setNotFoundHandler(() => {
    throw Object.assign(new Error('no such path'), { statusCode: 404 })
  })
}

/** Honeycomb's SDKs ask once who the key belongs to. */
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
