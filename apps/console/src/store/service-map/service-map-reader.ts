import type { ClickHouseClient } from '@clickhouse/client'
import type {
  CallFigures,
  KeptCounts,
  ServiceMapReader,
  SignalCounts,
} from '../../model/service-map-reader.ts'
import type { TimeRange } from '../../model/telemetry-reader.ts'
import { toStoreError } from '../engine-errors.ts'
import { readSql } from '../sql-files.ts'

const maxInt64 = 2n ** 63n - 1n

/** Reads over all tables who sends what, and from spans who calls whom. */
export function createServiceMapReader(client: ClickHouseClient): ServiceMapReader {
  const question = <Row>(file: string) => {
    const query = readSql(`service-map/${file}.sql`)
    return async (
      { fromNano, toNano }: TimeRange,
      values: Record<string, number | string> = {},
    ) => {
      const to = String(toNano < maxInt64 ? toNano : maxInt64)
      const query_params = { from: String(fromNano), to, ...values }
      try {
        const result = await client.query({ query, query_params, format: 'JSONEachRow' })
        return await result.json<Row>()
      } catch (error) {
        throw toStoreError(error)
      }
    }
  }
  const countSignals = question<SignalCounts>('count-signals')
  const countKept = question<KeptCounts>('count-kept')
  const listCalls = question<CallFigures>('list-calls')
  return {
    countSignals: (range) => countSignals(range),
    countKept: async (service, range) => {
      const [kept] = await countKept(range, { service })
      return kept ?? { spans: 0, segments: 0, logs: 0, errorReports: 0, metrics: 0 }
    },
    listCalls: (range, limit) => listCalls(range, { limit }),
  }
}
