import type { DecodedRows } from '../../decode/otlp/decoded-rows.ts'
import { decodeJsonLogs } from '../../decode/otlp/json/decode-logs.ts'
import { decodeJsonMetrics } from '../../decode/otlp/json/decode-metrics.ts'
import { decodeJsonTraces } from '../../decode/otlp/json/decode-traces.ts'
import { decodeProtobufLogs } from '../../decode/otlp/protobuf/decode-logs.ts'
import { decodeProtobufMetrics } from '../../decode/otlp/protobuf/decode-metrics.ts'
import { decodeProtobufTraces } from '../../decode/otlp/protobuf/decode-traces.ts'
import type { RecordTimes } from '../../decode/otlp/record-times.ts'
import type { KindedMetricRow } from '../../model/metric-row.ts'
import type { RowSink } from '../../model/row-sink.ts'
import type { RecordCounts } from '../record-counts.ts'
import type { Encoding, PartialSuccess } from './otlp-response.ts'

export const signals = ['traces', 'logs', 'metrics'] as const
export type Signal = (typeof signals)[number]

/** Decodes an uncompressed request before it returns, and resolves when its records are stored. */
export type Take = (
  encoding: Encoding,
  body: Buffer,
  times: RecordTimes,
) => Promise<PartialSuccess | undefined>

/** Decodes, counts and stores the requests of each signal, for all protocols. */
export function createTakers(sink: RowSink, counts: RecordCounts): Readonly<Record<Signal, Take>> {
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

  return {
    traces: async (encoding, body, times) => {
      const decode = encoding === 'json' ? decodeJsonTraces : decodeProtobufTraces
      const decoded = decode(body, times)
      return store('rejectedSpans', decoded, () => sink.insert('spans', decoded.rows))
    },

    logs: async (encoding, body, times) => {
      const decode = encoding === 'json' ? decodeJsonLogs : decodeProtobufLogs
      const decoded = decode(body, times)
      return store('rejectedLogRecords', decoded, () => sink.insert('logs', decoded.rows))
    },

    metrics: async (encoding, body, times) => {
      const decode = encoding === 'json' ? decodeJsonMetrics : decodeProtobufMetrics
      const decoded = decode(body, times)
      return store('rejectedDataPoints', decoded, () => insertMetrics(sink, decoded.rows))
    },
  }
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
