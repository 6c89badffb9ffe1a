import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Engine } from '../../src/store/engine/engine.ts'
import { insertSignals } from '../support/other-signals.ts'
import { ownFolder } from '../support/own-folder.ts'
import { spanRow, traceId } from '../support/span-rows.ts'
import { withEngine, withStore } from '../support/temp-store.ts'

const schema = new URL('../../src/store/schema/', import.meta.url)
const read = (file: string) => readFileSync(new URL(file, schema), 'utf8')
const manifest: Record<string, string[]> = JSON.parse(read('manifest.json'))

const folder = ownFolder()

async function names({ reader }: Engine, query: string): Promise<string[]> {
  const rows = await (await reader.query({ query, format: 'JSONEachRow' })).json<{ name: string }>()
  return rows.map(({ name }) => name)
}

/** Data as a console of the second version left them. */
function leaveVersion2(): Promise<void> {
  return withEngine(folder.path, async ({ writer }) => {
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
      ResourceAttributes: { 'host.name': 'old-host' },
    })
    await insert(writer, { TraceId: traceId(2), SpanAttributes: { SampleRate: '20' } })
  })
}

async function insert(writer: Engine['writer'], over: Parameters<typeof spanRow>[0]) {
  const { Timestamp, ...row } = spanRow({ ServiceName: 'old-service', ...over })
  const values = [{ ...row, Timestamp: `${Timestamp.slice(0, -9)}.${Timestamp.slice(-9)}` }]
  await writer.insert({ table: 'otel_traces', values, format: 'JSONEachRow' })
}

const everything = { fromNano: 0n, toNano: 2n ** 62n }
const allSpans = { range: everything, condition: { op: 'all', conditions: [] } } as const
const host = { kind: 'attribute', key: 'host.name' } as const

test('what an older console kept is listed, counted and weighed by the new one', async () => {
  await leaveVersion2()
  await withStore(folder.path, async ({ sink, reader, analysis, traceShape }) => {
    await sink.insert('spans', [spanRow({ TraceId: traceId(3), ServiceName: 'old-service' })])

    expect(await reader.listServices(everything)).toMatchObject([
      { name: 'old-service', spanCount: 3 },
    ])
    expect(await reader.listOperations('old-service')).toMatchObject([
      { name: 'GET /api/activities/home', spanKind: 'Server' },
      { name: 'old', spanKind: 'Client' },
    ])
    expect(await analysis.countGroups(allSpans, undefined, 1)).toMatchObject([{ count: 22 }])
    expect(await traceShape.findLinksTo(traceId(7), 10)).toMatchObject([
      { spanId: '7', fromTraceId: traceId(1), operation: 'old' },
    ])
  })
})

test('attributes of resources are found in what an older console kept', async () => {
  await leaveVersion2()
  await withStore(folder.path, async ({ analysis, reader }) => {
    expect(await analysis.countGroups(allSpans, host, 10)).toMatchObject([
      { key: '', count: 20 },
      { key: '=old-host', count: 1 },
    ])
    const condition = { op: 'compare', field: host, comparison: '=', value: 'old-host' } as const
    expect(await reader.findTraceIds({ range: everything, condition, limit: 10 })).toMatchObject([
      { traceId: traceId(1) },
    ])
  })
})

test('tables that are ours alone take the form of new ones', async () => {
  await leaveVersion2()
  await withStore(folder.path, async () => undefined)
  await withEngine(folder.path, async (engine) => {
    const indexes = "SELECT name FROM system.data_skipping_indices WHERE table = 'otel_traces'"
    expect((await names(engine, indexes)).sort()).toEqual(['idx_duration', 'idx_trace_id'])
    const fast =
      "SELECT name FROM system.columns WHERE table = 'otel_traces' AND compression_codec LIKE '%LZ4%'"
    expect(await names(engine, fast)).toEqual([
      ...['Timestamp', 'TraceId', 'SpanId', 'ParentSpanId'],
      ...['ResourceAttributes', 'SpanAttributes', 'Duration'],
    ])
  })
})

test('when traces were is kept, in pieces small enough to look for the traces of a page', async () => {
  await leaveVersion2()
  await withStore(folder.path, async ({ sink, reader }) => {
    await sink.insert('spans', [spanRow({ TraceId: traceId(3) })])
    for (const id of [1, 3]) expect(await reader.getSpans(traceId(id), 10)).toHaveLength(1)
  })
  await withEngine(folder.path, async (engine) => {
    const small =
      "SELECT name FROM system.tables WHERE engine_full LIKE '%PARTITION BY toMonday(Start)%index_granularity = 256%block_size = 8192%' OR name LIKE 'console_trace%'"
    expect(await names(engine, small)).toEqual(['otel_traces_trace_id_ts'])
  })
})

test('a migration that died and runs again counts nothing twice', async () => {
  await leaveVersion2()
  await withStore(folder.path, async () => undefined)
  await withEngine(folder.path, async ({ writer }) => {
    await writer.command({ query: 'TRUNCATE TABLE console_schema' })
    await writer.command({ query: 'INSERT INTO console_schema (Version) VALUES (2)' })
    for (const file of manifest[1] ?? []) await writer.command({ query: read(file) })
  })
  await withStore(folder.path, async ({ reader }) => {
    expect(await reader.listServices(everything)).toMatchObject([
      { name: 'old-service', spanCount: 2 },
    ])
  })
})

test('services that sent no spans are known of what was there before they were counted', async () => {
  await withStore(folder.path, (before) => insertSignals(before, 'run'))
  await withEngine(folder.path, async ({ writer }) => {
    for (const query of [
      ...['segments', 'logs', 'items'].map((kind) => `DROP TABLE console_service_${kind}_mv`),
      'TRUNCATE TABLE console_service_minutes',
      'TRUNCATE TABLE console_service_totals',
      'TRUNCATE TABLE console_schema',
      'INSERT INTO console_schema (Version) VALUES (10)',
    ])
      await writer.command({ query })
  })
  await withStore(folder.path, async (store) => {
    await insertSignals(store, 'run')
    expect(await store.reader.listServices(everything)).toMatchObject([
      { name: 'shop', spanCount: 0, segmentCount: 2, logCount: 2, itemCount: 2 },
    ])
  })
})
