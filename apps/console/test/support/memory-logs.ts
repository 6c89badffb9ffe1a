import { readEventId } from '../../src/decode/cloudwatch-logs/event-id.ts'
import type { LogEventReader } from '../../src/model/log-event-reader.ts'
import type { LogGroupRecord, LogGroupStore } from '../../src/model/log-group-store.ts'
import type { LogRow } from '../../src/model/log-row.ts'

/** Log groups kept in a map that outlives the receiver. */
export function createMemoryLogGroups(): LogGroupStore {
  const records = new Map<string, LogGroupRecord>()
  return {
    async loadLogGroups() {
      return [...records.values()].filter(({ Deleted }) => !Deleted)
    },
    async saveLogGroups(saved) {
      for (const record of saved) {
        records.set(`${record.LogGroupName}:${record.LogStreamName}`, record)
      }
    },
  }
}

/** Reads log events back from rows in memory. */
export function createMemoryLogEvents(rows: readonly LogRow[]): LogEventReader {
  function ofGroup(name: string) {
    return rows
      .filter(({ ResourceAttributes }) => ResourceAttributes['aws.log.group.names'] === name)
      .map((row) => ({
        eventId: row.LogAttributes['log.record.uid'] ?? '',
        logStreamName: row.ResourceAttributes['aws.log.stream.names'] ?? '',
        timestampMillis: Number(row.Timestamp.slice(0, -6)),
        message: row.LogAttributes['log.record.original'] ?? row.Body,
      }))
      .sort((a, b) => (a.eventId < b.eventId ? -1 : 1))
  }
  return {
    async readLogEvents(query) {
      const found = ofGroup(query.logGroupName).filter(
        ({ eventId, logStreamName, timestampMillis }) =>
          (query.logStreamNames?.includes(logStreamName) ?? true) &&
          logStreamName.startsWith(query.logStreamNamePrefix ?? '') &&
          timestampMillis >= query.startMillis &&
          timestampMillis < query.endMillis &&
          eventId > (query.afterEventId ?? '') &&
          eventId < (query.beforeEventId ?? ':'),
      )
      return (query.descending ? found.toReversed() : found).slice(0, query.limit)
    },
    async countStoredBytes(names) {
      const bytes = (name: string) =>
        ofGroup(name).reduce((sum, { message }) => sum + Buffer.byteLength(message), 0)
      return new Map(names.map((name) => [name, bytes(name)]))
    },
    async summarizeLogStreams(logGroupName, sinceMillis) {
      const streams = Map.groupBy(ofGroup(logGroupName), ({ logStreamName }) => logStreamName)
      return [...streams].map(([logStreamName, events]) => {
        const own = events.map(({ eventId }) => readEventId(eventId))
        return {
          logStreamName,
          firstEventMillis: Math.min(...own.map(({ timestampMillis }) => timestampMillis)),
          lastEventMillis: Math.max(...own.map(({ timestampMillis }) => timestampMillis)),
          lastIngestionMillis: Math.max(sinceMillis, ...own.map((id) => id.ingestionTimeMillis)),
          storedBytes: events.reduce((sum, { message }) => sum + message.length, 0),
        }
      })
    },
  }
}
