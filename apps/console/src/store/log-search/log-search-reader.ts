import type { ClickHouseClient } from '@clickhouse/client'
import type { LogLineRow, LogSearchReader, LogStreamRow } from '../../model/log-search-reader.ts'
import { toStoreError } from '../engine-errors.ts'
import { readSql } from '../sql-files.ts'

const maxNano = 2n ** 63n - 1n

/** Reads log lines of `otel_logs` by time, newest first. */
export function createLogSearchReader(client: ClickHouseClient): LogSearchReader {
  const find = readSql('log-search/find-log-lines.sql')
  const list = readSql('log-search/list-log-streams.sql')

  async function ask<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]> {
    try {
      const bound = { query_params: parameters, format: 'JSONEachRow' as const }
      const result = await client.query({ query, ...bound })
      return await result.json<Row>()
    } catch (error) {
      throw toStoreError(error)
    }
  }

  return {
    findLogLines: ({ range: { fromNano, toNano }, after, ...selection }) =>
      ask<LogLineRow>(find, {
        ...{ group: '', stream: '', service: '', run: '', traceId: '', minSeverityNumber: 0 },
        ...selection,
        from: String(fromNano),
        to: String(toNano < maxNano ? toNano : maxNano),
        after: after?.timeUnixNano ?? '0',
        afterId: after?.id ?? '',
      }),
    listLogStreams: () => ask<LogStreamRow>(list, {}),
  }
}
