import type { ClickHouseClient } from '@clickhouse/client'
import type { RunReader, RunRow } from '../../model/run-reader.ts'
import { toStoreError } from '../engine-errors.ts'
import { readSql } from '../sql-files.ts'

const maxInt64 = 2n ** 63n - 1n

/** Reads starts of services from `console_runs` and `console_run_signals`. */
export function createRunReader(client: ClickHouseClient): RunReader {
  const query = readSql('runs/list-runs.sql')
  return {
    listRuns: async ({ range: { fromNano, toNano }, service = '', instanceId = '', limit }) => {
      const to = String(toNano < maxInt64 ? toNano : maxInt64)
      const query_params = { from: String(fromNano), to, service, instanceId, limit }
      try {
        const result = await client.query({ query, query_params, format: 'JSONEachRow' })
        return await result.json<RunRow>()
      } catch (error) {
        throw toStoreError(error)
      }
    },
  }
}
