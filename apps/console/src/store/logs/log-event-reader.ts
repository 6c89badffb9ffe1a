import type { ClickHouseClient } from '@clickhouse/client'
import type { LogEvent, LogEventReader, LogStreamSummary } from '../../model/log-event-reader.ts'
import { toStoreError } from '../engine-errors.ts'
import { readSql } from '../sql-files.ts'

const directionMark = '/* direction */'
/** DateTime64(9) ends in 2262. */
const maxMillis = 9_223_372_036_854
/** Greater than any id, which are digits. */
const afterAll = ':'

/** Reads CloudWatch log events back from `otel_logs`. */
export function createLogEventReader(client: ClickHouseClient): LogEventReader {
  const read = readSql('logs/read-log-events.sql')
  const summarize = readSql('logs/summarize-log-streams.sql')

  async function ask<Row>(query: string, parameters: Record<string, unknown>): Promise<Row[]> {
    try {
      const result = await client.query({
        query,
        query_params: parameters,
        format: 'JSONEachRow',
      })
      return await result.json<Row>()
    } catch (error) {
      throw toStoreError(error)
    }
  }

  return {
    readLogEvents: ({ descending, ...query }) =>
      ask<LogEvent>(read.replaceAll(directionMark, descending ? 'DESC' : 'ASC'), {
        logStreamNames: [],
        logStreamNamePrefix: '',
        afterEventId: '',
        beforeEventId: afterAll,
        ...query,
        startMillis: Math.min(query.startMillis, maxMillis),
        endMillis: Math.min(query.endMillis, maxMillis),
      }),
    summarizeLogStreams: (logGroupName, sinceMillis) =>
      ask<LogStreamSummary>(summarize, { logGroupName, sinceMillis }),
  }
}
