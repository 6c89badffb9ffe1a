import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { ClickHouseClient } from '@clickhouse/client'
import { engineType } from '../engine-errors.ts'
import { type Layout, onCluster, qualified } from './layout.ts'

const pollMillis = 500

export interface LockTimes {
  /** Interval in which the owner changes the comment of the lock. */
  readonly beatMillis: number
  /** A lock whose comment stays the same for longer is removed. */
  readonly staleMillis: number
}

const defaultTimes: LockTimes = { beatMillis: 10_000, staleMillis: 60_000 }

/**
 * Runs work while no other migration of the database runs: a table serves as lock, because creating one
 * is atomic. Its comment has the owner, who changes it while it runs. Those who wait observe the change,
 * so that clocks are not compared, and remove the lock of a process that was killed.
 */
export async function withMigrationLock(
  client: ClickHouseClient,
  layout: Layout,
  work: () => Promise<void>,
  onWait: (message: string) => void,
  { beatMillis, staleMillis }: LockTimes = defaultTimes,
): Promise<void> {
  const lock = qualified(layout.database, 'console_migration')
  const onNodes = onCluster(layout)
  const owner = `${hostname().replaceAll("'", '')}, process ${process.pid}`
  const comment = () => `'${owner}, seen ${new Date().toISOString()}'`
  const drop = () => client.command({ query: `DROP TABLE IF EXISTS ${lock}${onNodes} SYNC` })
  const acquire = async () => {
    try {
      await client.command({
        query: `CREATE TABLE ${lock}${onNodes} (Dummy UInt8) ENGINE = MergeTree ORDER BY tuple() COMMENT ${comment()}`,
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

  let seen: { readonly owner: string | undefined; readonly atMillis: number } | undefined
  while (!(await acquire())) {
    const other = await readOwner()
    const now = performance.now()
    if (seen === undefined && other !== undefined)
      onWait(`waiting for another migration (${other})`)
    if (seen?.owner !== other) seen = { owner: other, atMillis: now }
    else if (seen !== undefined && now - seen.atMillis > staleMillis) {
      onWait(`the other migration did not finish (${other}): removing its lock`)
      await drop()
      seen = undefined
    }
    await delay(pollMillis)
  }
  const beat = setInterval(() => {
    const query = `ALTER TABLE ${lock}${onNodes} MODIFY COMMENT ${comment()}`
    // A missed beat only matters when many are missed.
    client.command({ query }).catch(() => undefined)
  }, beatMillis)
  try {
    await work()
  } finally {
    clearInterval(beat)
    await drop()
  }
}
