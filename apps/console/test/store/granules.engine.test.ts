import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { composeQuery } from '../../src/store/compose-query.ts'
import { openChdb } from '../../src/store/engine/chdb.ts'
import type { Engine } from '../../src/store/engine/engine.ts'
import { anyKey } from '../../src/store/resource-keys.ts'
import { queryFiles } from '../../src/store/run-query.ts'
import { readSql } from '../../src/store/sql-files.ts'
import { loadTables, type Tables } from '../../src/store/tables.ts'
import { queryCases } from '../support/query-cases.ts'
import { storeFolder } from '../support/temp-store.ts'

// A day of data; every query reads five minutes. Granules outside of the range must not be read.

const rowsPerDay = 288_000
const day = 86_400_000_000_000n
const startNano = ((BigInt(Date.now()) * 1_000_000n) / day) * day - day
const range = { fromNano: startNano + day / 2n, toNano: startNano + day / 2n + 300_000_000_000n }
const traceId = "leftPad(lower(hex(number)), 32, '0')"
const timestamp = `fromUnixTimestamp64Nano(toInt64(${startNano} + number * 300000000))`
const someTrace = (BigInt(rowsPerDay) / 2n + 10n).toString(16).padStart(32, '0')

let folder: string
let engine: Engine
let tables: Tables

beforeAll(async () => {
  folder = await storeFolder()
  engine = await openChdb(folder)
  for (const query of [
    `INSERT INTO otel_traces (Timestamp, TraceId, SpanId, SpanName, SpanKind, ServiceName, SpanAttributes, Duration, StatusCode)
     SELECT ${timestamp}, ${traceId}, leftPad(lower(hex(number)), 16, '0'), concat('GET /', toString(number % 20)), 'Server', concat('service-', toString(number % 5)), map('http.route', '/'), 1000000, 'Unset'
     FROM numbers(${rowsPerDay})`,
    `INSERT INTO otel_logs (Timestamp, TraceId, ServiceName, Body, ResourceAttributes)
     SELECT ${timestamp}, ${traceId}, concat('service-', toString(number % 5)), 'line', map('aws.log.group.names', 'group')
     FROM numbers(${rowsPerDay})`,
    `INSERT INTO xray_segments (Timestamp, TraceId, SegmentId, Name, ServiceName)
     SELECT ${timestamp}, ${traceId}, leftPad(lower(hex(number)), 16, '0'), 'GET', concat('service-', toString(number % 5))
     FROM numbers(${rowsPerDay})`,
    `INSERT INTO otel_metrics_sum (TimeUnix, MetricName, ServiceName, Value)
     SELECT ${timestamp}, concat('m', toString(number % 50)), concat('service-', toString(number % 5)), 1
     FROM numbers(${rowsPerDay})`,
    `INSERT INTO rollbar_items (Timestamp, Uuid, TraceId, ServiceName, Fingerprint)
     SELECT ${timestamp}, toString(number), ${traceId}, concat('service-', toString(number % 5)), toString(number % 50)
     FROM numbers(${rowsPerDay})`,
  ])
    await engine.writer.command({ query })
  tables = await loadTables(engine.reader)
}, 120_000)
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

const cases = queryCases({
  ...{ range, traceId: someTrace, fingerprint: '1', metric: 'm', service: 'service-1' },
})
/** Reads a small table, or everything on purpose. */
const unbounded = 'unbounded'

/** Granules of 8,192 rows that all tables of a query may read together. */
const bounds: Readonly<Record<string, number | typeof unbounded>> = {
  'analysis/box-sizes': 2,
  'analysis/compare-values': 2,
  'analysis/count-groups': 2,
  'analysis/count-operations': 2,
  'analysis/count-service-steps': 2,
  'analysis/count-shape': 2,
  'analysis/count-steps': 2,
  'analysis/find-by-duration': 2,
  'analysis/heatmap': 2,
  'analysis/list-attribute-keys': 2,
  'analysis/list-values': 2,
  'error-items/count-occurrences': 2,
  // The number of an item is its place among all items.
  'error-items/find-error-items': unbounded,
  'error-items/get-occurrences': 2,
  'insights/events': 2,
  'log-search/find-log-lines': 2,
  'log-search/list-log-streams': unbounded,
  'logs/count-stored-bytes': unbounded,
  'logs/load-log-groups': unbounded,
  'logs/read-log-events': 2,
  'logs/summarize-log-streams': unbounded,
  'metrics/list-exemplars': 2,
  // All names of a day: the key begins with the name.
  'metrics/list-metrics': 40,
  'metrics/list-point-attributes': 2,
  'metrics/read-exponential-histograms': 2,
  'metrics/read-gauges': 2,
  'metrics/read-histograms': 2,
  'metrics/read-sums': 2,
  'metrics/read-summaries': 2,
  'queries/count-spans': 4,
  'queries/find-slowest': 2,
  'queries/find-trace-ids': 2,
  'queries/get-spans': 4,
  'queries/list-all-services': unbounded,
  'queries/list-operations': unbounded,
  'queries/list-services': 4,
  'queries/summarize-traces': 4,
  'runs/list-runs': unbounded,
  'segments/count-calls': 30,
  'segments/find-segment-traces': 2,
  'segments/get-segments-of-traces': 2,
  'service-map/count-signals': 8,
  'service-map/count-stored': 12,
  'service-map/list-calls': 4,
  'trace-list/count-traces': 2,
  // A day more of trace times on each side; their granules are included in the count.
  'trace-list/find-traces-without-spans': 60,
  'trace-list/find-by-prefix': 2,
  // Read only when no span has the ID.
  'trace-list/find-by-prefix-without-spans': unbounded,
  'trace-list/oldest-span': unbounded,
  'trace-list/summarize-traces-without-spans': 6,
  'trace-shape/count-calls': 20,
  'trace-shape/count-orphans': 6,
  'trace-shape/find-links-to': 1,
  'trace-signals/get-errors': 2,
  'trace-signals/get-logs': 2,
  'trace-signals/get-segments': 2,
  'xray-groups/load-groups': unbounded,
}

test('every query file has a bound of the granules it reads', () => {
  expect(Object.keys(bounds).sort()).toEqual(queryFiles().sort())
  expect(Object.keys(cases).sort()).toEqual(queryFiles().sort())
})

const bounded = Object.entries(bounds).flatMap(([file, most]) =>
  most === unbounded ? [] : [{ file, most }],
)

test.each(bounded)('$file reads at most $most granules', async ({ file, most }) => {
  for (const repeats of ['none', 'compared', 'recognized'] as const) {
    const composed = composeQuery(
      readSql(`${file}.sql`),
      { ...cases[file], repeats },
      { keys: anyKey, tables },
    )
    const result = await engine.reader.query({
      query: `EXPLAIN ESTIMATE ${composed.query}`,
      query_params: composed.query_params,
      format: 'JSONEachRow',
    })
    const rows = await result.json<{ table: string; marks: string }>()
    const read = rows.map(({ table, marks }) => `${table} ${marks}`).join(', ')
    const marks = rows.reduce((sum, { marks }) => sum + Number(marks), 0)
    expect(marks, read).toBeLessThanOrEqual(most)
  }
})

test('the sort keys of the tables are known', () => {
  for (const table of ['otel_traces', 'otel_logs', 'xray_segments', 'rollbar_items'])
    expect(tables.get(table)?.timeKeys).toEqual([{ name: 'toStartOfFiveMinutes' }])
})
