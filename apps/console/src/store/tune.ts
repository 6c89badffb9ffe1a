import type { ClickHouseClient } from '@clickhouse/client'

/** Indexes that tables of older consoles have: to read them takes longer than to read the attributes. */
const dearIndexes = [
  'idx_res_attr_key',
  'idx_res_attr_value',
  'idx_span_attr_key',
  'idx_span_attr_value',
]

/** Brings tables that are ours alone to the form that new ones have. Those of a server may be others' too. */
export async function tune(client: ClickHouseClient): Promise<void> {
  const result = await client.query({
    query:
      "SELECT name FROM system.data_skipping_indices WHERE database = currentDatabase() AND table = 'otel_traces' AND name IN {names:Array(String)}",
    query_params: { names: dearIndexes },
    format: 'JSONEachRow',
  })
  const drops = (await result.json<{ name: string }>()).map(({ name }) => `DROP INDEX ${name}`)
  // Dropping what is not there is a mutation all the same, for which a full disk makes a start wait.
  if (drops.length > 0)
    await client.command({ query: `ALTER TABLE otel_traces ${drops.join(', ')}` })
}
