import type { ClickHouseClient } from '@clickhouse/client'
import type { Reserve } from './engine/reserve.ts'
import { dataTables } from './retention/retention.ts'

/** Removes all received data. Log groups and streams stay, because services still write to them. */
export async function clear(client: ClickHouseClient, reserve: Reserve): Promise<void> {
  for (const table of dataTables)
    await reserve.freeing(() =>
      client.command({
        query: 'TRUNCATE TABLE {table:Identifier}',
        query_params: { table },
      }),
    )
}
