import type { LogGroupList } from '../../contract/logs.ts'
import type { LogSearchReader } from '../../model/log-search-reader.ts'

/** CloudWatch's log groups with their streams, by name. */
export async function listLogGroups(reader: LogSearchReader): Promise<LogGroupList> {
  const rows = await reader.listLogStreams()
  const groups = [...Map.groupBy(rows, ({ groupName }) => groupName)].map(([name, streams]) => ({
    name,
    streams: streams
      .filter(({ streamName }) => streamName !== '')
      .map(({ streamName, lineCount, lastSeenUnixNano }) => ({
        ...{ name: streamName, lineCount, lastSeenUnixNano },
      })),
  }))
  return { groups }
}
