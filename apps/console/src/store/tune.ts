import type { ClickHouseClient } from '@clickhouse/client'

/** Indexes that tables of older consoles have: to read them takes longer than to read the attributes. */
const expensiveIndexes = [
  'idx_res_attr_key',
  'idx_res_attr_value',
  'idx_span_attr_key',
  'idx_span_attr_value',
]
/** LZ4 unpacks them three times as fast as ZSTD; parts that are there already stay as they are. */
const codecs: Readonly<Record<string, string>> = {
  Timestamp: 'CODEC(Delta(8), LZ4)',
  TraceId: 'CODEC(LZ4)',
  SpanId: 'CODEC(LZ4)',
  ParentSpanId: 'CODEC(LZ4)',
  Duration: 'CODEC(LZ4)',
  ResourceAttributes: 'CODEC(LZ4)',
  SpanAttributes: 'CODEC(LZ4)',
}

/** Brings tables that are ours alone to the form that new ones have. Those of a server may be others' too. */
export async function tune(client: ClickHouseClient): Promise<void> {
  const names = async (query: string, wanted: readonly string[]) => {
    const answer = await client.query({ query, query_params: { wanted }, format: 'JSONEachRow' })
    return (await answer.json<{ name: string }>()).map(({ name }) => name)
  }
  const there = `database = currentDatabase() AND table = 'otel_traces' AND name IN {wanted:Array(String)}`
  const indexes = await names(
    `SELECT name FROM system.data_skipping_indices WHERE ${there}`,
    expensiveIndexes,
  )
  const columns = await names(
    `SELECT name FROM system.columns WHERE ${there} AND position(compression_codec, 'LZ4') = 0`,
    Object.keys(codecs),
  )
  const changes = [
    ...indexes.map((name) => `DROP INDEX ${name}`),
    ...columns.map((name) => `MODIFY COLUMN ${name} ${codecs[name]}`),
  ]
  // One that changes nothing would still take the engine five seconds.
  if (changes.length > 0)
    await client.command({ query: `ALTER TABLE otel_traces ${changes.join(', ')}` })
}
