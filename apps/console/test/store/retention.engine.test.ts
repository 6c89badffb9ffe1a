import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { flushBuffers } from '../../src/store/buffers.ts'
import { openChdb } from '../../src/store/engine/chdb.ts'
import type { Engine } from '../../src/store/engine/engine.ts'
import type { Reserve } from '../../src/store/engine/reserve.ts'
import { allColumns } from '../../src/store/insert/columns.ts'
import { createRowSink } from '../../src/store/insert/row-sink.ts'
import { migrate } from '../../src/store/migrate.ts'
import { dayTables, removeOldParts, startRetention } from '../../src/store/retention/retention.ts'
import { nanosAgo, spanRow } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'

let folder: string
let engine: Engine
const dayMillis = 86_400_000

beforeEach(async () => {
  folder = await storeFolder()
  engine = await openChdb(folder)
  await migrate(engine.writer)
  // Parts stay as they were inserted, so that the deleted rows are known.
  await engine.writer.command({ query: 'SYSTEM STOP MERGES' })
  for (const table of dayTables)
    await engine.writer.command({ query: `SYSTEM START MERGES ${table}` })
})
afterEach(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

async function keep(...agesDays: number[]) {
  const { sink } = createRowSink(engine, allColumns, { intervalMillis: 0 })
  for (const age of agesDays)
    await sink
      .insert(
        'spans',
        Array.from({ length: 200 }, (_, index) =>
          spanRow({
            SpanName: `age ${age}`,
            SpanAttributes: { filler: `${Math.random()}${index}`.repeat(20) },
            Timestamp: nanosAgo(age * dayMillis),
          }),
        ),
      )
      .then(() => flushBuffers(engine.writer))
}

async function select<Row>(query: string): Promise<Row[]> {
  return await (await engine.reader.query({ query, format: 'JSONEachRow' })).json<Row>()
}

const names = async () =>
  (
    await select<{ SpanName: string }>(
      'SELECT DISTINCT SpanName FROM otel_traces ORDER BY SpanName',
    )
  ).map(({ SpanName }) => SpanName)

test('removes old data with their counts and times', async () => {
  await keep(1, 3, 9)
  await removeOldParts(engine.writer, { maxAgeDays: 7, maxBytes: 1e12 })
  expect(await names()).toEqual(['age 1', 'age 3'])
  for (const table of ['console_service_minutes', 'console_span_names', 'otel_traces_trace_id_ts'])
    expect(await select(`SELECT count() < 3 AS fewer FROM ${table}`)).toEqual([{ fewer: 1 }])
})

test('keeps the days of services and resource keys while they have data', async () => {
  const days = async () => {
    const rows = await select<{ age: number; spans: number; keys: string[] }>(
      "SELECT toUInt32(dateDiff('day', Day, today())) AS age, toUInt32(sum(Spans)) AS spans, groupUniqArray(Key) AS keys FROM console_service_totals FULL JOIN (SELECT DISTINCT Key, Day FROM console_resource_keys) AS keys USING Day GROUP BY Day ORDER BY Day",
    )
    return rows.map(({ age, spans, keys }) => [age, spans, ...keys])
  }
  await keep(1, 3, 3, 9)
  expect(await days()).toEqual([
    [9, 200, 'service.name'],
    [3, 400, 'service.name'],
    [1, 200, 'service.name'],
  ])
  await removeOldParts(engine.writer, { maxAgeDays: 7, maxBytes: 1e12 })
  await expect.poll(days).toEqual([
    [3, 400, 'service.name'],
    [1, 200, 'service.name'],
  ])
  await removeOldParts(engine.writer, { maxAgeDays: 0, maxBytes: 1e12 })
  await expect.poll(days).toEqual([])
})

test('keeps old rows with RetainUntil, and rows that views derived from them, until then', async () => {
  const today = Math.floor(Date.now() / dayMillis)
  await keep(9)
  const { sink } = createRowSink(engine, allColumns, { intervalMillis: 0 })
  for (const [age, RetainUntil] of [
    [9, today + 7],
    [20, today - 1],
    [400, 65_535],
  ] as const)
    await sink.insert('spans', [
      spanRow({ SpanName: `retained ${age}`, Timestamp: nanosAgo(age * dayMillis), RetainUntil }),
    ])
  await flushBuffers(engine.writer)
  await removeOldParts(engine.writer, { maxAgeDays: 7, maxBytes: 1e12 })
  expect(await names()).toEqual(['retained 400', 'retained 9'])
  const times = 'SELECT count() AS rows FROM otel_traces_trace_id_ts WHERE Start < today() - 300'
  expect(await select(times)).toEqual([{ rows: 1 }])
})

test('removes the oldest data above the byte limit', async () => {
  await keep(3, 1, 2)
  const [{ bytes } = { bytes: 0 }] = await select<{ bytes: number }>(
    'SELECT toUInt32(sum(bytes_on_disk)) AS bytes FROM system.parts WHERE active AND database = currentDatabase()',
  )
  await removeOldParts(engine.writer, { maxAgeDays: 7, maxBytes: Math.floor(bytes * 0.8) })
  expect(await names()).toEqual(['age 1', 'age 2'])
})

test('keeps data within the limits', async () => {
  await keep(1, 6)
  await removeOldParts(engine.writer, { maxAgeDays: 7, maxBytes: 1e12 })
  expect(await names()).toEqual(['age 1', 'age 6'])
})

test('refuses data of a newer console', async () => {
  await engine.writer.command({ query: 'INSERT INTO console_schema (Version) VALUES (99)' })
  await expect(migrate(engine.writer)).rejects.toMatchObject({
    code: 'CON_STORE_NEWER_SCHEMA',
    message: expect.stringContaining('schema version 99'),
  })
})

test('completes an interrupted migration at the next start', async () => {
  await engine.writer.command({ query: 'DROP TABLE console_span_names_mv' })
  await engine.writer.command({ query: 'TRUNCATE TABLE console_schema' })
  await migrate(engine.writer)
  expect(
    await select("SELECT count() AS found FROM system.tables WHERE name = 'console_span_names_mv'"),
  ).toEqual([{ found: 1 }])
})

test('queries can neither write nor access files and network', async () => {
  for (const query of [
    "SELECT * FROM file('/etc/hostname', 'LineAsString')",
    "SELECT * FROM url('http://127.0.0.1:9/', 'LineAsString')",
    'SELECT 1 SETTINGS max_execution_time = 0',
  ])
    await expect(select(query)).rejects.toMatchObject({ type: 'READONLY' })
  await expect(
    engine.reader.command({ query: 'INSERT INTO console_schema (Version) VALUES (1)' }),
  ).rejects.toMatchObject({ type: 'READONLY' })
})

test('applies a byte limit whose digits are a prefix of the old one', async () => {
  const largestPart = async () => {
    const [table] = await select<{ engine_full: string }>(
      "SELECT engine_full FROM system.tables WHERE database = currentDatabase() AND name = 'otel_logs_stored'",
    )
    return /max_bytes_to_merge_at_max_space_in_pool = (\d+)/.exec(table?.engine_full ?? '')?.[1]
  }
  const freeing = (work: () => Promise<void>) => work()
  for (const maxBytes of [160_000_000, 16_000_000]) {
    const options = { maxAgeDays: 7, maxBytes, intervalMillis: 60_000 }
    await startRetention(engine.writer, options, { freeing } as Reserve).stop()
    expect(await largestPart()).toBe(String(maxBytes / 16))
  }
})
