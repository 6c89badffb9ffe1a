import type { LogEvent, LogEventReader, LogStreamSummary } from '../../model/log-event-reader.ts'
import type { RunQuery } from '../run-query.ts'

/** DateTime64(9) ends in 2262. */
const maxMillis = 9_223_372_036_854
/** Greater than any ID, which are digits. */
const afterAll = ':'

/** Reads CloudWatch log events back from `otel_logs`. */
export function createLogEventReader(run: RunQuery): LogEventReader {
  return {
    readLogEvents: ({ descending, startMillis, endMillis, ...query }) =>
      run<LogEvent>('logs/read-log-events', {
        range: { fromNano: nanos(startMillis), toNano: nanos(endMillis) },
        descending,
        parameters: {
          logStreamNames: [],
          logStreamNamePrefix: '',
          afterEventId: '',
          beforeEventId: afterAll,
          ...query,
        },
      }),
    countStoredBytes: async (logGroupNames) => {
      const rows = await run<StoredBytes>('logs/count-stored-bytes', {
        parameters: { logGroupNames },
      })
      return new Map(rows.map(({ logGroupName, storedBytes }) => [logGroupName, storedBytes]))
    },
    summarizeLogStreams: (logGroupName, sinceMillis) =>
      run<LogStreamSummary>('logs/summarize-log-streams', {
        parameters: { logGroupName, sinceMillis },
      }),
  }
}

interface StoredBytes {
  readonly logGroupName: string
  readonly storedBytes: number
}

function nanos(millis: number): bigint {
  return BigInt(Math.trunc(Math.max(0, Math.min(millis, maxMillis)))) * 1_000_000n
}
