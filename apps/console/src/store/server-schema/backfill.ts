import type { ClickHouseClient } from '@clickhouse/client'
import { readSchema } from '../schema-files.ts'
import { identifier, type Layout, qualified } from './layout.ts'
import type { PlannedView } from './migration-plan.ts'

/** Rows that a backfill counts. */
export interface BackfilledRows {
  /** Of received rows. */
  readonly condition: string
  /** Of rows of a summary: the minutes that the view may count late rows of at the same time. */
  readonly countedMinutes?: string
}

/** Fills the table of a view with existing rows that match a condition, a day at a time. */
export async function backfill(
  client: ClickHouseClient,
  planned: PlannedView,
  layout: Layout,
  { condition, countedMinutes }: BackfilledRows,
): Promise<void> {
  const { existingRows } = planned
  if (existingRows === undefined) return
  const days = await list<{ day: string }>(
    client,
    `SELECT DISTINCT toString(toDate(Timestamp)) AS day FROM ${qualified(existingRows.database, existingRows.table)} WHERE ${condition} ORDER BY day`,
  )
  for (const { day } of days)
    await client.command({
      query: await fillStatement(client, planned, layout, {
        condition: `(${condition}) AND toDate(Timestamp) = '${day}'`,
        ...(countedMinutes && {
          countedMinutes: `(${countedMinutes}) AND toDate(Minute) = '${day}'`,
        }),
      }),
    })
}

/** The statement that adds existing rows to a summary, less the sums that its view has added already. */
export async function fillStatement(
  client: ClickHouseClient,
  { view, existingRows, local }: PlannedView,
  { database }: Layout,
  { condition, countedMinutes }: BackfilledRows,
): Promise<string> {
  if (existingRows === undefined) return ''
  const columns = await list<{ name: string; type: string }>(
    client,
    `DESCRIBE TABLE (${view.select(local)})`,
  )
  const names = columns.map(({ name }) => identifier(name)).join(', ')
  const target = qualified(database, view.target)
  // An INSERT matches columns by position, a view by name.
  const insert = `INSERT INTO ${target} (${names})`
  const rows = view.select(existingRows, condition)
  const functions = aggregateFunctions(view.target)
  const isSum = (name: string) => functions.get(name) === 'sum'
  if (countedMinutes === undefined || !columns.some(({ name }) => isSum(name)))
    return `${insert}\n${rows}`
  const counted = columns.map(({ name, type }) => {
    const column = identifier(name)
    // Sums are unsigned and wrap around, so that adding the negative subtracts.
    return isSum(name) ? `reinterpretAsUInt64(-toInt64(${column}))` : `CAST(${column}, '${type}')`
  })
  const keys = columns
    .filter(({ name }) => !functions.has(name))
    .map(({ name }) => identifier(name))
  const results = columns.map(({ name }) => {
    const apply = functions.get(name)
    return apply === undefined ? identifier(name) : `${apply}(${identifier(name)})`
  })
  return `${insert}
SELECT ${results.join(', ')}
FROM
(
SELECT ${names} FROM (${rows})
UNION ALL
SELECT ${counted.join(', ')} FROM ${target} WHERE ${countedMinutes}
)
GROUP BY ${keys.join(', ')}`
}

/** The function of each aggregated column of a summary; the others are its keys. */
function aggregateFunctions(table: string): ReadonlyMap<string, string> {
  const aggregated = /^\s+(\w+) SimpleAggregateFunction\((\w+),/gm
  return new Map(
    Array.from(
      readSchema(`tables/${table}.sql`).matchAll(aggregated),
      ([, name = '', apply = '']) => [name, apply],
    ),
  )
}

async function list<Row>(client: ClickHouseClient, query: string): Promise<Row[]> {
  const result = await client.query({ query, format: 'JSONEachRow' })
  return result.json<Row>()
}
