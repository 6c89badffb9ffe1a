import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openChdb } from '../../src/store/engine/chdb.ts'
import type { Engine } from '../../src/store/engine/engine.ts'
import { openStore } from '../../src/store/open-store.ts'
import { insertSignals } from '../support/other-signals.ts'
import { spanRow, traceId } from '../support/span-rows.ts'
import { keepEverything, tempFolder } from '../support/temp-store.ts'

const schema = new URL('../../src/store/schema/', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, schema), 'utf8')
const manifest: Record<string, string[]> = JSON.parse(read('manifest.json'))

let folder: string

beforeEach(async () => {
  folder = await tempFolder()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** Data as a console of the second version left them. */
async function leaveVersion2(): Promise<void> {
  const { writer, close } = await openChdb(folder)
  const files = ['tables/console_schema.sql', ...(manifest[1] ?? []), ...(manifest[2] ?? [])]
  for (const file of files) await writer.command({ query: read(file) })
  await writer.command({ query: 'INSERT INTO console_schema (Version) VALUES (1), (2)' })
  await writer.command({
    query:
      'ALTER TABLE otel_traces ADD INDEX idx_span_attr_key mapKeys(SpanAttributes) TYPE bloom_filter(0.01), MODIFY COLUMN SpanAttributes CODEC(ZSTD(1))',
  })
  await insert(writer, {
    ...{ TraceId: traceId(1), SpanName: 'old', SpanKind: 'Client' },
    ...{ 'Links.TraceId': [traceId(7)], 'Links.SpanId': ['7'], 'Links.TraceState': [''] },
    'Links.Attributes': [{}],
  })
  await insert(writer, { TraceId: traceId(2), SpanAttributes: { SampleRate: '20' } })
  await close()
}

async function insert(writer: Engine['writer'], over: Parameters<typeof spanRow>[0]) {
  const { Timestamp, ...row } = spanRow({ ServiceName: 'old-service', ...over })
  const values = [{ ...row, Timestamp: `${Timestamp.slice(0, -9)}.${Timestamp.slice(-9)}` }]
  await writer.insert({ table: 'otel_traces', values, format: 'JSONEachRow' })
}

const everything = { fromNano: 0n, toNano: 2n ** 62n }
const allSpans = { range: everything, condition: { op: 'all', conditions: [] } } as const

test('what an older console kept is listed, counted and weighed by the new one', async () => {
  await leaveVersion2()
  const store = await openStore({ folder, retention: keepEverything })
  await store.sink.insert('spans', [spanRow({ TraceId: traceId(3), ServiceName: 'old-service' })])

  expect(await store.reader.listServices(everything)).toMatchObject([
    { name: 'old-service', spanCount: 3 },
  ])
  expect(await store.reader.listOperations('old-service')).toMatchObject([
    { name: 'GET /api/activities/home', spanKind: 'Server' },
    { name: 'old', spanKind: 'Client' },
  ])
  expect(await store.analysis.countGroups(allSpans, undefined, 1)).toMatchObject([{ count: 22 }])
  expect(await store.traceShape.findLinksTo(traceId(7), 10)).toMatchObject([
    { spanId: '7', fromTraceId: traceId(1), operation: 'old' },
  ])
  await store.close()
})

test('tables that are ours alone take the form of new ones', async () => {
  await leaveVersion2()
  await (await openStore({ folder, retention: keepEverything })).close()
  const { reader, close } = await openChdb(folder)
  const result = await reader.query({
    query:
      "SELECT name FROM system.data_skipping_indices WHERE table = 'otel_traces' ORDER BY name",
    format: 'JSONEachRow',
  })
  expect(await result.json()).toEqual([{ name: 'idx_duration' }, { name: 'idx_trace_id' }])
  const codecs = await reader.query({
    query: "SELECT compression_codec AS codec FROM system.columns WHERE name = 'SpanAttributes'",
    format: 'JSONEachRow',
  })
  expect(await codecs.json()).toEqual([{ codec: 'CODEC(LZ4)' }])
  await close()
})

test('when traces were is kept, in pieces small enough to look for the traces of a page', async () => {
  await leaveVersion2()
  const store = await openStore({ folder, retention: keepEverything })
  await store.sink.insert('spans', [spanRow({ TraceId: traceId(3) })])
  for (const id of [1, 3]) expect(await store.reader.getSpans(traceId(id), 10)).toHaveLength(1)
  await store.close()

  const { reader, close } = await openChdb(folder)
  const result = await reader.query({
    query:
      "SELECT name FROM system.tables WHERE engine_full LIKE '%PARTITION BY toMonday(Start)%index_granularity = 512%' OR name LIKE 'console_trace%'",
    format: 'JSONEachRow',
  })
  expect(await result.json()).toEqual([{ name: 'otel_traces_trace_id_ts' }])
  await close()
})

test('a migration that died and runs again counts nothing twice', async () => {
  await leaveVersion2()
  await (await openStore({ folder, retention: keepEverything })).close()
  const { writer, close } = await openChdb(folder)
  await writer.command({ query: 'TRUNCATE TABLE console_schema' })
  await writer.command({ query: 'INSERT INTO console_schema (Version) VALUES (2)' })
  for (const file of manifest[1] ?? []) await writer.command({ query: read(file) })
  await close()

  const store = await openStore({ folder, retention: keepEverything })
  expect(await store.reader.listServices(everything)).toMatchObject([
    { name: 'old-service', spanCount: 2 },
  ])
  await store.close()
})

test('services that sent no spans are known of what was there before they were counted', async () => {
  const before = await openStore({ folder, retention: keepEverything })
  await insertSignals(before, 'run')
  await before.close()
  const { writer, close } = await openChdb(folder)
  for (const query of [
    ...['segments', 'logs', 'items'].map((kind) => `DROP TABLE console_service_${kind}_mv`),
    'TRUNCATE TABLE console_service_minutes',
    'TRUNCATE TABLE console_service_totals',
    'TRUNCATE TABLE console_schema',
    'INSERT INTO console_schema (Version) VALUES (10)',
  ])
    await writer.command({ query })
  await close()

  const store = await openStore({ folder, retention: keepEverything })
  await insertSignals(store, 'run')
  expect(await store.reader.listServices(everything)).toMatchObject([
    { name: 'shop', spanCount: 0, segmentCount: 2, logCount: 2, itemCount: 2 },
  ])
  await store.close()
})
