import type { ClickHouseClient } from '@clickhouse/client'
import type { TraceSignalsReader } from '../../model/trace-signals-reader.ts'
import { toStoreError } from '../engine-errors.ts'
import { readSql } from '../sql-files.ts'

/** Reads segments, log lines and Rollbar items by trace id. */
export function createTraceSignalsReader(client: ClickHouseClient): TraceSignalsReader {
  const question = <Row>(file: string) => {
    const query = readSql(`trace-signals/${file}`)
    return async (traceId: string, limit: number): Promise<Row[]> => {
      try {
        const parameters = { query_params: { traceId, limit }, format: 'JSONEachRow' as const }
        const result = await client.query({ query, ...parameters })
        return await result.json<Row>()
      } catch (error) {
        throw toStoreError(error)
      }
    }
  }
  return {
    getSegments: question('get-segments.sql'),
    getLogs: question('get-logs.sql'),
    getErrors: question('get-errors.sql'),
  }
}
