import type { LogLineRow, LogSearchReader, LogStreamRow } from '../../model/log-search-reader.ts'
import type { RunQuery } from '../run-query.ts'

/** Reads log lines of `otel_logs` by time, newest first. */
export function createLogSearchReader(runQuery: RunQuery): LogSearchReader {
  return {
    findLogLines: ({ range, service, run, after, ...selection }) =>
      runQuery<LogLineRow>('log-search/find-log-lines', {
        ...{ range, service, run },
        parameters: {
          ...{ group: '', stream: '', traceId: '', minSeverityNumber: 0 },
          ...selection,
          after: after?.timeUnixNano ?? '0',
          afterId: after?.id ?? '',
        },
      }),
    listLogStreams: () => runQuery<LogStreamRow>('log-search/list-log-streams'),
  }
}
