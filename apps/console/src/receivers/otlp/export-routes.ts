import type { FastifyInstance } from 'fastify'
import {
  countJsonDataPoints,
  countProtobufDataPoints,
} from '../../decode/otlp/count-data-points.ts'
import { decodeJsonLogs } from '../../decode/otlp/json/decode-logs.ts'
import { decodeJsonTraces } from '../../decode/otlp/json/decode-traces.ts'
import { decodeProtobufLogs } from '../../decode/otlp/protobuf/decode-logs.ts'
import { decodeProtobufTraces } from '../../decode/otlp/protobuf/decode-traces.ts'
import type { RowSink, Rows } from '../../model/row-sink.ts'
import { limitConcurrency } from './concurrency-limit.ts'
import { type Encoding, encodeSuccess, mediaTypes, type PartialSuccess } from './otlp-response.ts'
import { decompress, encodingOf } from './read-body.ts'
import type { RecentRequests } from './recent-requests.ts'

/** Each can take 64 MiB and the rows decoded from it. */
const maxUnpackedAtOnce = 2

type Take = (encoding: Encoding, body: Buffer) => Promise<PartialSuccess | undefined>

/** Adds to the counters of a signal's records. */
export type CountRecords = (
  outcome: 'received' | 'stored' | 'rejected' | 'dropped',
  records: number,
) => void

/** The three export paths of OTLP/HTTP. */
export function registerExportRoutes(
  app: FastifyInstance,
  sink: RowSink,
  count: CountRecords,
  recentSpans: RecentRequests<PartialSuccess | undefined>,
): void {
  const limited = limitConcurrency(maxUnpackedAtOnce)

  const route = (path: string, take: Take) =>
    app.post(path, async (request, reply) => {
      const encoding = encodingOf(request.headers['content-type'])
      const sent = (request.body as Buffer | undefined) ?? Buffer.alloc(0)
      const { taken } = await limited(async () => {
        const body = await decompress(sent, request.headers['content-encoding'])
        // Decoding finishes before `take` returns; only the wait for the store happens outside the limit.
        return { taken: take(encoding, body) }
      })
      return reply.type(mediaTypes[encoding]).send(encodeSuccess(encoding, await taken))
    })

  const keep = async <Kind extends keyof Rows>(kind: Kind, rows: readonly Rows[Kind][]) => {
    try {
      await sink.insert(kind, rows)
      count('stored', rows.length)
    } catch (error) {
      count('dropped', rows.length)
      throw error
    }
  }

  route('/v1/traces', (encoding, body) =>
    recentSpans.once(body, async () => {
      const decode = encoding === 'json' ? decodeJsonTraces : decodeProtobufTraces
      const { rows, rejected, rejectedBecause } = decode(body)
      count('received', rows.length + rejected)
      count('rejected', rejected)
      await keep('spans', rows)
      return partially('rejectedSpans', rejected, rejectedBecause)
    }),
  )

  route('/v1/logs', async (encoding, body) => {
    const decode = encoding === 'json' ? decodeJsonLogs : decodeProtobufLogs
    const { rows, rejected, rejectedBecause } = decode(body)
    count('received', rows.length + rejected)
    count('rejected', rejected)
    await keep('logs', rows)
    return partially('rejectedLogRecords', rejected, rejectedBecause)
  })

  route('/v1/metrics', async (encoding, body) => {
    const countPoints = encoding === 'json' ? countJsonDataPoints : countProtobufDataPoints
    return partially('rejectedDataPoints', countPoints(body), 'the console does not store metrics')
  })
}

function partially(countName: string, rejected: number, because: string) {
  return rejected > 0 ? { countName, rejected, errorMessage: because } : undefined
}
