import type { LogSearchReader } from '../../model/log-search-reader.ts'

export interface LogStreamSummary {
  readonly name: string
  readonly lineCount: number
  /** `'0'` when there are no lines. */
  readonly lastSeenUnixNano: string
}

export interface LogGroupSummary {
  readonly name: string
  readonly streams: readonly LogStreamSummary[]
}

/** CloudWatch's log groups with their streams, by name. */
export async function listLogGroups(reader: LogSearchReader): Promise<LogGroupSummary[]> {
  const rows = await reader.listLogStreams()
  return [...Map.groupBy(rows, ({ groupName }) => groupName)].map(([name, streams]) => ({
    name,
    streams: streams
      .filter(({ streamName }) => streamName !== '')
      .map(({ streamName, lineCount, lastSeenUnixNano }) => ({
        ...{ name: streamName, lineCount, lastSeenUnixNano },
      })),
  }))
}
