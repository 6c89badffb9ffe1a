import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { ClickHouseClient } from '@clickhouse/client'
import { engineType } from '../engine-errors.ts'
import { type Layout, onCluster, qualified } from './layout.ts'

const pollMillis = 500

/**
 * Runs work while no other migration of the database runs: a table serves as lock, because creating one
 * is atomic. A run that was killed leaves the table; the message names the statement that removes it.
 */
export async function withMigrationLock(
  client: ClickHouseClient,
  layout: Layout,
  work: () => Promise<void>,
  onWait: (message: string) => void,
): Promise<void> {
  const lock = qualified(layout.database, 'console_migration')
  const drop = `DROP TABLE IF EXISTS ${lock}${onCluster(layout)} SYNC`
  const owner = `${hostname()}, process ${process.pid}, since ${new Date().toISOString()}`
  const acquire = async () => {
    try {
      await client.command({
        query: `CREATE TABLE ${lock}${onCluster(layout)} (Dummy UInt8) ENGINE = MergeTree ORDER BY tuple() COMMENT '${owner.replaceAll("'", '')}'`,
      })
      return true
    } catch (error) {
      if (engineType(error) !== 'TABLE_ALREADY_EXISTS') throw error
      return false
    }
  }
  const readOwner = async () => {
    const result = await client.query({
      query: `SELECT comment FROM system.tables WHERE database = {database:String} AND name = 'console_migration'`,
      query_params: { database: layout.database },
      format: 'JSONEachRow',
    })
    return (await result.json<{ comment: string }>())[0]?.comment
  }

  let isReported = false
  while (!(await acquire())) {
    const other = await readOwner()
    if (other !== undefined && !isReported)
      onWait(
        `waiting for another migration (${other}); if that process no longer runs, execute ${drop}`,
      )
    isReported ||= other !== undefined
    await delay(pollMillis)
  }
  try {
    await work()
  } finally {
    await client.command({ query: drop })
  }
}
