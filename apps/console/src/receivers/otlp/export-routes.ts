import type { FastifyInstance } from 'fastify'
import type { DecodedRows } from '../../decode/otlp/decoded-rows.ts'
import { decodeJsonLogs } from '../../decode/otlp/json/decode-logs.ts'
import { decodeJsonMetrics } from '../../decode/otlp/json/decode-metrics.ts'
import { decodeJsonTraces } from '../../decode/otlp/json/decode-traces.ts'
import { decodeProtobufLogs } from '../../decode/otlp/protobuf/decode-logs.ts'
import { decodeProtobufMetrics } from '../../decode/otlp/protobuf/decode-metrics.ts'
import { decodeProtobufTraces } from '../../decode/otlp/protobuf/decode-traces.ts'
import { type RecordTimes, timesOfImports } from '../../decode/otlp/record-times.ts'
import { importHeader } from '../../model/import-header.ts'
import type { KindedMetricRow } from '../../model/metric-row.ts'
import type { RowSink } from '../../model/row-sink.ts'
import type { RecordCounts } from '../record-counts.ts'
import { limitConcurrency } from './concurrency-limit.ts'
import { type Encoding, encodeSuccess, mediaTypes, type PartialSuccess } from './otlp-response.ts'
import { decompress, encodingOf } from './read-body.ts'

/** Each can take 64 MiB and the rows decoded from it. */
const maxUnpackedAtOnce = 2

type Take = (
  encoding: Encoding,
  body: Buffer,
  times: RecordTimes,
) => Promise<PartialSuccess | undefined>

export interface ExportOptions {
  readonly sink: RowSink
  readonly counts: RecordCounts
  /** Accepted times of a request that arrives now. */
  readonly times: () => RecordTimes
}

/** The three export paths of OTLP/HTTP. */
export function registerExportRoutes(
  app: FastifyInstance,
  { sink, counts, times }: ExportOptions,
): void {
  const limited = limitConcurrency(maxUnpackedAtOnce)

  const route = (path: string, take: Take) =>
    app.post(path, async (request, reply) => {
      const encoding = encodingOf(request.headers['content-type'])
      const isImport = request.headers[importHeader] !== undefined
      const sent = (request.body as Buffer | undefined) ?? Buffer.alloc(0)
      const { taken } = await limited(async () => {
        const body = await decompress(sent, request.headers['content-encoding'])
        // Decoding finishes before `take` returns; only the wait for the store happens outside the limit.
        return { taken: take(encoding, body, isImport ? timesOfImports() : times()) }
      })
      return reply.type(mediaTypes[encoding]).send(encodeSuccess(encoding, await taken))
    })

  const store = async (
    countName: string,
    { rows, rejected, reasons, rejectedBecause }: DecodedRows<unknown>,
    insert: () => Promise<void>,
  ) => {
    counts.add('received', rows.length + rejected)
    for (const [reason, records] of reasons) counts.reject(reason, records)
    try {
      await insert()
      counts.add('stored', rows.length)
    } catch (error) {
      counts.add('dropped', rows.length)
      throw error
    }
    return partially(countName, rejected, rejectedBecause)
  }

  route('/v1/traces', async (encoding, body, times) => {
    const decode = encoding === 'json' ? decodeJsonTraces : decodeProtobufTraces
    const decoded = decode(body, times)
    return store('rejectedSpans', decoded, () => sink.insert('spans', decoded.rows))
  })

  route('/v1/logs', async (encoding, body, times) => {
    const decode = encoding === 'json' ? decodeJsonLogs : decodeProtobufLogs
    const decoded = decode(body, times)
    return store('rejectedLogRecords', decoded, () => sink.insert('logs', decoded.rows))
  })

  route('/v1/metrics', async (encoding, body, times) => {
    const decode = encoding === 'json' ? decodeJsonMetrics : decodeProtobufMetrics
    const decoded = decode(body, times)
    return store('rejectedDataPoints', decoded, () => insertMetrics(sink, decoded.rows))
  })
}

async function insertMetrics(sink: RowSink, rows: readonly KindedMetricRow[]): Promise<void> {
  const kinds = Map.groupBy(rows, ({ kind }) => kind)
  await Promise.all(
    Array.from(kinds, ([kind, kinded]) =>
      sink.insert(
        kind,
        kinded.map(({ row }) => row as never),
      ),
    ),
  )
}

function partially(countName: string, rejected: number, because: string) {
  return rejected > 0 ? { countName, rejected, errorMessage: because } : undefined
}
