import type { ClickHouseClient } from '@clickhouse/client'
import { identifier, type Layout, qualified } from './layout.ts'
import type { PlannedView } from './migration-plan.ts'

/** Fills the table of a view with existing rows that match a condition, a day at a time. */
export async function backfill(
  client: ClickHouseClient,
  { view, existingRows }: PlannedView,
  { database }: Layout,
  condition: string,
): Promise<void> {
  if (existingRows === undefined) return
  const list = async (query: string): Promise<string[]> => {
    const result = await client.query({ query, format: 'JSONEachRow' })
    return (await result.json<{ name: string }>()).map(({ name }) => name)
  }
  const days = await list(
    `SELECT DISTINCT toString(toDate(Timestamp)) AS name FROM ${qualified(existingRows.database, existingRows.table)} WHERE ${condition} ORDER BY name`,
  )
  if (days.length === 0) return
  // An INSERT matches columns by position, a view by name.
  const columns = await list(`DESCRIBE TABLE (${view.select(existingRows)})`)
  const insert = `INSERT INTO ${qualified(database, view.target)} (${columns.map(identifier).join(', ')})`
  for (const day of days)
    await client.command({
      query: `${insert}\n${view.select(existingRows, `(${condition}) AND toDate(Timestamp) = '${day}'`)}`,
    })
}
