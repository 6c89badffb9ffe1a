import type { LogGroupRecord, LogGroupStore } from '../../model/log-group-store.ts'
import type { Engine } from '../engine/engine.ts'
import { refusal } from '../engine-errors.ts'
import { readSql } from '../sql-files.ts'

/** Log groups in a table whose last row per name is current. */
export function createLogGroupStore({ reader, writer }: Engine): LogGroupStore {
  const loadLogGroups = readSql('logs/load-log-groups.sql')
  return {
    async loadLogGroups() {
      const result = await reader.query({ query: loadLogGroups, format: 'JSONEachRow' })
      return result.json<LogGroupRecord>()
    },
    async saveLogGroups(records) {
      try {
        await writer.insert({
          table: 'cloudwatch_log_groups',
          values: [...records],
          columns: ['LogGroupName', 'LogStreamName', 'CreatedAtMillis', 'RetentionDays', 'Deleted'],
          format: 'JSONEachRow',
        })
      } catch (error) {
        throw refusal(error)
      }
    },
  }
}
