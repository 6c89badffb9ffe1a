import type { XrayGroupRecord, XrayGroupStore } from '../../model/xray-group-store.ts'
import type { Engine } from '../engine/engine.ts'
import { refusal, toStoreError } from '../engine-errors.ts'
import { readSql } from '../sql-files.ts'

/** Groups in a table whose last row per name is current. */
export function createXrayGroupStore({ reader, writer }: Engine): XrayGroupStore {
  const load = readSql('xray-groups/load-groups.sql')
  return {
    async loadGroups() {
      try {
        const result = await reader.query({ query: load, format: 'JSONEachRow' })
        return await result.json<XrayGroupRecord>()
      } catch (error) {
        throw toStoreError(error)
      }
    },
    async saveGroup(record) {
      const names = Object.keys(record) as [string, ...string[]]
      try {
        await writer.insert({
          table: 'xray_groups',
          values: [record],
          columns: names,
          format: 'JSONEachRow',
        })
      } catch (error) {
        throw refusal(error)
      }
    },
  }
}
