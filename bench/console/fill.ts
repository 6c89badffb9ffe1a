// Runs as a separate process, because one process at a time owns the data folder. Copies the received
// spans to earlier days, waits for the merges and prints the disk usage.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const consolePackage = fileURLToPath(new URL('../../apps/console/package.json', import.meta.url))
const require = createRequire(consolePackage)
const { createClient } = require('@clickhouse/client')
const { createChdbConnection } = require('chdb/connection')

export interface Filled {
  readonly spans: number
  readonly bytesPerSpan: number
}

const [folder = '', wanted = '0'] = process.argv.slice(2)
const client = createClient({ connection: createChdbConnection({ path: folder }) })

async function first<Row>(query: string): Promise<Row> {
  const result = await client.query({ query, format: 'JSONEachRow' })
  return (await result.json())[0]
}
const countSpans = async () =>
  (await first<{ count: number }>('SELECT toUInt32(count()) AS count FROM otel_traces')).count

/** New IDs are derived from the old ones, so that parent links hold and IDs compress as before. */
const copy = (day: number, from: string, rows: number) => `
INSERT INTO otel_traces
SELECT * REPLACE (
    spans.Timestamp - toIntervalDay(${day}) AS Timestamp,
    lower(hex(sipHash128(spans.TraceId, ${day}))) AS TraceId,
    leftPad(lower(hex(sipHash64(spans.SpanId, ${day}))), 16, '0') AS SpanId,
    if(spans.ParentSpanId = '', '', leftPad(lower(hex(sipHash64(spans.ParentSpanId, ${day}))), 16, '0')) AS ParentSpanId
)
FROM otel_traces AS spans
WHERE spans.Timestamp >= '${from}'
LIMIT ${rows}
SETTINGS max_insert_threads = 2, max_partitions_per_insert_block = 0`

const received = await countSpans()
const { from } = await first<{ from: string }>(
  'SELECT toString(min(Timestamp)) AS from FROM otel_traces',
)
for (let day = 1; day * received < Number(wanted); day++) {
  await client.command({
    query: copy(day, from, Math.min(received, Number(wanted) - day * received)),
  })
  process.stderr.write(`  ${(day + 1) * received} spans\n`)
}
for (let quiet = 0; quiet < 3; ) {
  const { merges } = await first<{ merges: number }>(
    'SELECT toUInt32(count()) AS merges FROM system.merges',
  )
  quiet = merges === 0 ? quiet + 1 : 0
  await new Promise((resolve) => setTimeout(resolve, 500))
}
const spans = await countSpans()
const { bytes } = await first<{ bytes: number }>(
  'SELECT toFloat64(sum(bytes_on_disk)) AS bytes FROM system.parts WHERE active AND database = currentDatabase()',
)
await client.close()
process.send?.({ spans, bytesPerSpan: bytes / spans } satisfies Filled)
process.disconnect?.()
