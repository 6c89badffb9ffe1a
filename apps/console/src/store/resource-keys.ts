import type { ClickHouseClient } from '@clickhouse/client'
import type { RowSink } from '../model/row-sink.ts'
import type { SpanRow } from '../model/span-row.ts'

/** Many times the number that services have; beyond it, any key counts as one of a resource. */
const maxKeys = 10_000

/** Attributes that resources have: queries for other attributes skip the resource columns. */
export interface ResourceKeys {
  mayHave(key: string): boolean
}

/** For stores that others write to as well. */
export const anyKey: ResourceKeys = { mayHave: () => true }

/** Tracks the keys of stored resources, and of those that pass the returned sink. */
export async function trackResourceKeys(
  client: ClickHouseClient,
  sink: RowSink,
): Promise<{ readonly keys: ResourceKeys; readonly sink: RowSink }> {
  const result = await client.query({
    query: 'SELECT DISTINCT Key AS key FROM console_resource_keys LIMIT {limit:UInt32}',
    query_params: { limit: maxKeys + 1 },
    format: 'JSONEachRow',
  })
  const known = new Set((await result.json<{ key: string }>()).map(({ key }) => key))
  const note = (rows: readonly SpanRow[]) => {
    let last: SpanRow['ResourceAttributes'] | undefined
    // Spans of one resource share it.
    for (const { ResourceAttributes } of rows) {
      if (ResourceAttributes === last) continue
      last = ResourceAttributes
      for (const key in ResourceAttributes) if (known.size <= maxKeys) known.add(key)
    }
  }
  return {
    keys: { mayHave: (key) => known.size > maxKeys || known.has(key) },
    sink: {
      insert: (kind, rows) => {
        if (kind === 'spans') note(rows as readonly SpanRow[])
        return sink.insert(kind, rows)
      },
    },
  }
}
