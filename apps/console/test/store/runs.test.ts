import { rm } from 'node:fs/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { logEventRow } from '../../src/decode/cloudwatch-logs/log-event-row.ts'
import { decodeItem } from '../../src/decode/rollbar/item.ts'
import { decodeSegmentDocument } from '../../src/decode/xray/segment-document.ts'
import { openChdb } from '../../src/store/engine/chdb.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { spanId, spanRow, traceId } from '../support/span-rows.ts'
import { keepEverything, tempFolder } from '../support/temp-store.ts'

let folder: string
const everything = { fromNano: 0n, toNano: 2n ** 62n }

beforeEach(async () => {
  folder = await tempFolder()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const open = () => openStore({ folder, retention: keepEverything, batching: { intervalMillis: 0 } })

function spans(instanceId: string, count: number) {
  return Array.from({ length: count }, (_, index) =>
    spanRow({
      TraceId: traceId(index + 1),
      SpanId: spanId(index + 1),
      SpanKind: 'Server',
      SpanAttributes: { SampleRate: '5' },
      ResourceAttributes: { 'service.instance.id': instanceId, 'service.version': '2.0.0' },
    }),
  )
}

/** A log line, a finished segment, one in progress and an item. */
async function insertSignals({ sink }: Store, instanceId: string): Promise<void> {
  const timestampMillis = Date.now()
  const message = '{"level":"info","service":"shop","version":"2.0.0","msg":"started"}'
  const logStreamName = `shop/${instanceId}/2026-11-22`
  const event = { timestampMillis, message, logStreamName, logGroupName: 'cruddur', eventId: '1' }
  await sink.insert('logs', [logEventRow(event)])
  const seconds = timestampMillis / 1_000
  for (const [id, ends] of [
    ['1', { end_time: seconds + 1 }],
    ['2', { in_progress: true }],
  ] as const) {
    const decoded = decodeSegmentDocument(
      JSON.stringify({
        ...{ trace_id: `1-5f84c7a1-${'0'.repeat(24)}`, id: id.repeat(16), name: 'shop' },
        ...{ start_time: seconds, ...ends },
        metadata: { default: { 'otel.resource.service.instance.id': instanceId } },
      }),
    )
    await sink.insert('segments', 'rows' in decoded ? decoded.rows : [])
  }
  const item = decodeItem(
    {
      ...{ environment: 'test', timestamp: seconds, body: { message: { body: 'failed' } } },
      ...{ custom: { service: 'shop' }, server: { host: 'laptop' } },
      attributes: [{ key: 'service.instance.id', value: instanceId }],
    },
    { receivedAtMillis: timestampMillis, uuid: '1' },
  )
  await sink.insert('errors', 'row' in item ? [item.row] : [])
}

test('data of before runs were known are counted when the schema moves on, once', async () => {
  const store = await open()
  await store.sink.insert('spans', spans('before', 3))
  await insertSignals(store, 'spanless')
  await store.close()
  const engine = await openChdb(folder)
  for (const query of [
    'DROP TABLE console_runs_mv',
    'DROP TABLE console_runs',
    ...['logs', 'segments', 'items'].map((signal) => `DROP TABLE console_run_${signal}_mv`),
    'DROP TABLE console_run_signals',
    'TRUNCATE TABLE console_schema',
    'INSERT INTO console_schema (Version) VALUES (4)',
  ])
    await engine.writer.command({ query })
  await engine.close()

  for (const times of [1, 2]) {
    const migrated = await open()
    const runs = await migrated.runs.listRuns({ range: everything, limit: 10 })
    expect(runs, `opened ${times} times`).toMatchObject([
      {
        ...{ instanceId: 'spanless', service: 'shop', version: '2.0.0', environment: 'test' },
        ...{ spanCount: 0, segmentCount: 1, logCount: 1, itemCount: 1, host: 'laptop' },
      },
      { instanceId: 'before', spanCount: 3, requestCount: 15, version: '2.0.0', host: '' },
    ])
    await migrated.close()
  }
})

test('runs go with the data when everything is removed', async () => {
  const store = await open()
  await store.sink.insert('spans', spans('gone', 1))
  await insertSignals(store, 'spanless')
  await store.clear?.()
  expect(await store.runs.listRuns({ range: everything, limit: 10 })).toEqual([])
  await store.close()
})
