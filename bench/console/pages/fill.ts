// Runs as a separate process, because one process at a time owns the data folder. Copies the received
// spans within their hour, and derives log lines and Rollbar occurrences from them.
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const consolePackage = fileURLToPath(new URL('../../../apps/console/package.json', import.meta.url))
const require = createRequire(consolePackage)
const { createClient } = require('@clickhouse/client')
const { createChdbConnection } = require('chdb/connection')

export interface FilledPages {
  readonly spans: number
  readonly lines: number
  readonly occurrences: number
}

const [folder = '', wanted = '0'] = process.argv.slice(2)
const client = createClient({ connection: createChdbConnection({ path: folder }) })

async function count(table: string): Promise<number> {
  const query = `SELECT toUInt32(count()) AS count FROM ${table}`
  const result = await client.query({ query, format: 'JSONEachRow' })
  return ((await result.json()) as [{ count: number }])[0].count
}

/** New IDs are derived from the old ones, so that parent links hold. Each copy is a run of the services. */
const copySpans = (turn: number, rows: number) => `
INSERT INTO otel_traces
SELECT * REPLACE (
    spans.Timestamp - toIntervalMillisecond(${turn} * 37) AS Timestamp,
    lower(hex(sipHash128(spans.TraceId, ${turn}))) AS TraceId,
    leftPad(lower(hex(sipHash64(spans.SpanId, ${turn}))), 16, '0') AS SpanId,
    if(spans.ParentSpanId = '', '', leftPad(lower(hex(sipHash64(spans.ParentSpanId, ${turn}))), 16, '0')) AS ParentSpanId,
    mapUpdate(spans.ResourceAttributes, map('service.instance.id', concat(spans.ServiceName, '-${turn}'))) AS ResourceAttributes
)
FROM otel_traces AS spans
LIMIT ${rows}
SETTINGS max_insert_threads = 2`

/** One line per server span. */
const lines = `
INSERT INTO otel_logs (Timestamp, TraceId, SpanId, SeverityText, SeverityNumber, ServiceName, Body, ResourceAttributes, LogAttributes, LineId)
SELECT Timestamp, TraceId, SpanId, if(StatusCode = 'Error', 'ERROR', 'INFO'), if(StatusCode = 'Error', 17, 9), ServiceName,
    concat('request completed ', SpanName), ResourceAttributes, map('route', SpanName, 'status', '200'), rowNumberInAllBlocks()
FROM otel_traces WHERE SpanKind = 'Server'`

/** One occurrence per failed server span, in 120 items. */
const occurrences = `
INSERT INTO rollbar_items (Timestamp, Uuid, TraceId, SpanId, ServiceName, Environment, CodeVersion, Level, Fingerprint, Title, ExceptionClass, Message, Context, Data)
SELECT Timestamp, toString(generateUUIDv4()), TraceId, SpanId, ServiceName, 'bench', '1.4.2', 'error',
    lower(hex(sipHash64(ServiceName, SpanName))), concat('Error: ', SpanName, ' of ', ServiceName, ' failed'), 'Error', 'it failed', SpanName, '{}'
FROM otel_traces WHERE SpanKind = 'Server' AND StatusCode = 'Error'`

const received = await count('otel_traces')
for (let turn = 1; turn * received < Number(wanted); turn++)
  await client.command({
    query: copySpans(turn, Math.min(received, Number(wanted) - turn * received)),
  })
await client.command({ query: lines })
await client.command({ query: occurrences })
// Buffer tables hold small inserts in memory until they are flushed.
const buffers = await client.query({
  query: "SELECT name FROM system.tables WHERE database = currentDatabase() AND engine = 'Buffer'",
  format: 'JSONEachRow',
})
for (const { name } of (await buffers.json()) as { name: string }[])
  await client.command({ query: `OPTIMIZE TABLE ${name}` })
const filled: FilledPages = {
  spans: await count('otel_traces'),
  lines: await count('otel_logs'),
  occurrences: await count('rollbar_items'),
}
await client.close()
process.send?.(filled)
process.disconnect?.()
