import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Condition } from '../../src/model/condition.ts'
import { composeQuery, type QueryParts } from '../../src/store/compose-query.ts'
import { openChdb } from '../../src/store/engine/chdb.ts'
import type { Engine } from '../../src/store/engine/engine.ts'
import { anyKey } from '../../src/store/resource-keys.ts'
import { queryFiles } from '../../src/store/run-query.ts'
import { readSql } from '../../src/store/sql-files.ts'
import { loadTables, type Tables } from '../../src/store/tables.ts'
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

interface Case {
  readonly parts: QueryParts
  /** Granules of 8,192 rows that all tables of the query may read together. */
  readonly most: number
}

const steps = { start: String(range.fromNano), step: '10000000000' }
const position = { after: '0', afterTraceId: '', limit: 20 }
const condition: Condition = {
  ...{ op: 'compare', comparison: '=', value: '/' },
  field: { kind: 'attribute', key: 'http.route' },
}
const spans = (parameters: QueryParts['parameters'] = {}, most = 2): Case => ({
  parts: { range, condition, parameters: { isSmall: true, limit: 20, ...parameters } },
  most,
})
const box = {
  boxFrom: String(range.fromNano),
  boxTo: String(range.toNano),
  minDuration: '0',
  maxDuration: '1000000000',
}
const ofTrace = (most: number): Case => ({
  parts: { parameters: { traceId: someTrace, traceIds: [someTrace], limit: 10 } },
  most,
})
const metric = (parameters: QueryParts['parameters']): Case => ({
  parts: {
    range,
    parameters: { name: 'm', by: '', limit: 10, stepStart: String(range.fromNano), ...parameters },
  },
  most: 2,
})
const items = { environment: '', level: '', fingerprint: '' }
/** Reads a small table, or everything on purpose. */
const unbounded = 'unbounded'

const cases: Readonly<Record<string, Case | typeof unbounded>> = {
  'analysis/box-sizes': spans(box),
  'analysis/compare-values': spans({
    ...box,
    ...{ everySelected: 1, everyRest: 1, selectedSize: 1, restSize: 1 },
  }),
  'analysis/count-groups': spans(),
  'analysis/count-operations': spans(),
  'analysis/count-shape': spans(),
  'analysis/count-steps': spans({ ...steps, keys: ['none'] }),
  'analysis/find-by-duration': spans({
    ...{ longestFirst: true, withoutErrors: false, isFirst: true, afterDuration: '0' },
    afterTraceId: '',
  }),
  'analysis/heatmap': spans(steps),
  'analysis/list-attribute-keys': spans({ containing: '' }),
  'analysis/list-values': spans({ containing: '' }),
  'error-items/count-occurrences': {
    parts: { range, parameters: { ...items, fingerprints: ['1'], step: '1000000000' } },
    most: 2,
  },
  // The number of an item is its place among all items.
  'error-items/find-error-items': unbounded,
  'error-items/get-occurrences': {
    parts: {
      range,
      parameters: { ...items, fingerprint: '1', after: '0', afterUuid: '', limit: 10 },
    },
    most: 2,
  },
  'log-search/find-log-lines': {
    parts: {
      range,
      parameters: {
        ...{ group: '', stream: '', traceId: '', minSeverityNumber: 0 },
        ...{ after: '0', afterId: '', limit: 10 },
      },
    },
    most: 2,
  },
  'log-search/list-log-streams': unbounded,
  'logs/load-log-groups': unbounded,
  'logs/read-log-events': {
    parts: {
      range,
      parameters: {
        ...{ logGroupName: 'group', logStreamNames: [], logStreamNamePrefix: '' },
        ...{ afterEventId: '', beforeEventId: ':', limit: 10, maxBytes: 1_000 },
      },
    },
    most: 2,
  },
  'logs/summarize-log-streams': unbounded,
  'metrics/list-exemplars': metric({ table: 'otel_metrics_histogram' }),
  // All names of a day: the key begins with the name.
  'metrics/list-metrics': { ...metric({}), most: 40 },
  'metrics/read-exponential-histograms': metric(steps),
  'metrics/read-histograms': metric(steps),
  'metrics/read-numbers': metric({ ...steps, table: 'otel_metrics_sum' }),
  'queries/find-trace-ids': spans(position),
  'queries/get-spans': ofTrace(4),
  'queries/get-spans-of-traces': ofTrace(4),
  'queries/list-all-services': unbounded,
  'queries/list-operations': unbounded,
  'queries/list-services': { parts: { range }, most: 4 },
  'queries/summarize-traces': { parts: { range, ...ofTrace(0).parts }, most: 4 },
  'runs/list-runs': unbounded,
  'segments/count-calls': { parts: { range, parameters: { period: 60 } }, most: 30 },
  'segments/find-segment-traces': {
    parts: { range, parameters: { afterNano: '0', afterTraceId: '', limit: 10 } },
    most: 2,
  },
  'segments/get-segments-of-traces': ofTrace(2),
  'service-map/count-signals': { parts: { range }, most: 8 },
  'service-map/count-stored': { parts: { range, service: 'service-1' }, most: 12 },
  'service-map/list-calls': {
    parts: {
      range,
      parameters: { settledBefore: '0', hosts: [], hostServices: [], limit: 10 },
    },
    most: 4,
  },
  'trace-list/count-traces': spans({ ...steps, withoutErrors: false }),
  // A day more of trace times on each side; their granules are included in the count.
  'trace-list/find-traces-without-spans': {
    parts: { range, parameters: { ...position, status: '' } },
    most: 60,
  },
  'trace-list/find-by-prefix': {
    parts: { parameters: { prefix: someTrace.slice(0, 30), limit: 9 } },
    most: 2,
  },
  // Read only when no span has the ID.
  'trace-list/find-by-prefix-without-spans': unbounded,
  'trace-list/oldest-span': unbounded,
  'trace-list/summarize-traces-without-spans': {
    parts: { range, parameters: { traceIds: [someTrace], service: '', run: '' } },
    most: 6,
  },
  'trace-shape/count-calls': { parts: { range }, most: 20 },
  'trace-shape/count-orphans': ofTrace(6),
  'trace-shape/find-links-to': ofTrace(1),
  'trace-signals/get-errors': ofTrace(2),
  'trace-signals/get-logs': ofTrace(2),
  'trace-signals/get-segments': ofTrace(2),
  'xray-groups/load-groups': unbounded,
}

test('every query file has a bound of the granules it reads', () => {
  expect(queryFiles().sort()).toEqual(Object.keys(cases).sort())
})

const bounded = Object.entries(cases).flatMap(([file, one]) =>
  one === unbounded ? [] : [{ file, ...one }],
)

test.each(bounded)('$file reads at most $most granules', async ({ file, parts, most }) => {
  for (const hasRepeats of [false, true]) {
    const composed = composeQuery(
      readSql(`${file}.sql`),
      { ...parts, hasRepeats },
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
    expect(tables.get(table)?.timeFunctions).toEqual(['toStartOfFiveMinutes'])
})
