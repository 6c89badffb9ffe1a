import type { ClickHouseClient } from '@clickhouse/client'
import type { Reserve } from './engine/reserve.ts'
import type { DurableInsert } from './insert/durable-insert.ts'
import { dataTables } from './retention/retention.ts'

/** Removes all received data. Log groups and streams stay, because services still write to them. */
export function clear(
  client: ClickHouseClient,
  reserve: Reserve,
  { withoutBuffers }: Pick<DurableInsert, 'withoutBuffers'>,
): Promise<void> {
  return withoutBuffers(async () => {
    for (const table of dataTables)
      await reserve.freeing(() =>
        client.command({
          query: 'TRUNCATE TABLE {table:Identifier}',
          query_params: { table },
        }),
      )
  })
}
