import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { listTraces, type TraceListReaders } from '../../src/query/list-traces.ts'
import { traceHistogram } from '../../src/query/trace-histogram.ts'
import { createSpanAnalysisReader } from '../../src/store/analysis/span-analysis-reader.ts'
import { openChdb } from '../../src/store/engine/chdb.ts'
import type { Engine } from '../../src/store/engine/engine.ts'
import { anyKey } from '../../src/store/resource-keys.ts'
import { createRunQuery, type RunQuery } from '../../src/store/run-query.ts'
import { createSpanShape } from '../../src/store/span-shape.ts'
import { loadTables } from '../../src/store/tables.ts'
import { createTelemetryReader } from '../../src/store/telemetry-reader.ts'
import { createTraceListReader } from '../../src/store/trace-list/trace-list-reader.ts'
import { storeFolder } from '../support/temp-store.ts'

const nowMillis = Date.now()
let folder: string
let engine: Engine
let readers: TraceListReaders
let statements: string[] = []

beforeAll(async () => {
  folder = await storeFolder()
  engine = await openChdb(folder)
  const startNano = BigInt(nowMillis) * 1_000_000n - 86_400_000_000_000n
  await engine.writer.command({
    query: `INSERT INTO otel_traces (Timestamp, TraceId, SpanId, SpanName, SpanKind, ServiceName, Duration)
      SELECT fromUnixTimestamp64Nano(toInt64(${startNano} + number * 864000000)), leftPad(lower(hex(intDiv(number, 10))), 32, '0'), leftPad(lower(hex(number)), 16, '0'), 'GET', 'Server', 'shop', 1000000
      FROM numbers(100000)`,
  })
  const run = createRunQuery(engine.reader, {
    keys: anyKey,
    tables: await loadTables(engine.reader),
  })
  const counted: RunQuery = (file, parts) => {
    statements.push(file)
    return run(file, parts)
  }
  readers = {
    reader: createTelemetryReader(engine.reader, counted),
    analysis: createSpanAnalysisReader(counted, createSpanShape(counted)),
    traceList: createTraceListReader(counted),
  }
})
beforeEach(() => {
  statements = []
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

test('the first page takes two statements', async () => {
  const { traces } = await listTraces(readers, { limit: 20 }, nowMillis)
  expect(traces).toHaveLength(20)
  expect(statements).toEqual(['queries/find-trace-ids', 'queries/summarize-traces'])
})

test('a poll for newer traces takes two statements', async () => {
  const { newestCursor = '' } = await listTraces(readers, { limit: 20 }, nowMillis)
  statements = []
  await listTraces(readers, { limit: 20, newerThan: newestCursor }, nowMillis)
  expect(statements).toEqual(['queries/find-trace-ids', 'queries/summarize-traces'])
})

test('a poll of a list without matches takes one statement', async () => {
  const where = 'service = none'
  const { newestCursor = '' } = await listTraces(readers, { limit: 20 }, nowMillis)
  statements = []
  await listTraces(readers, { where, newerThan: newestCursor }, nowMillis)
  expect(statements).toEqual(['queries/find-trace-ids'])
})

test('a chart takes one statement after the first', async () => {
  await traceHistogram(readers.traceList, {}, nowMillis)
  statements = []
  await traceHistogram(readers.traceList, {}, nowMillis)
  expect(statements).toEqual(['trace-list/count-traces'])
})
