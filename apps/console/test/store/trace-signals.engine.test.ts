import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { logEventRow } from '../../src/decode/cloudwatch-logs/log-event-row.ts'
import { decodeItem } from '../../src/decode/rollbar/item.ts'
import { decodeSegmentDocument } from '../../src/decode/xray/segment-document.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'

const traceId = '581cf771a006649127e371903a2de979'
const nowSeconds = Math.floor(Date.now() / 1_000)
let folder: string
let store: Store

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-signals-'))
  store = await openStore({ folder, retention: { maxAgeDays: 365, maxBytes: 1e9 } })
})
afterAll(async () => {
  await store.close()
  await rm(folder, { recursive: true })
})

function segmentRows(fields: object) {
  const decoded = decodeSegmentDocument(
    JSON.stringify({
      name: 'user-activities',
      id: '70de5b6f19ff9a0a',
      trace_id: `1-${traceId.slice(0, 8)}-${traceId.slice(8)}`,
      start_time: nowSeconds + 0.5,
      ...fields,
    }),
  )
  expect(decoded.unprocessed).toEqual([])
  return decoded.rows
}

test.each([
  ['after', [{ in_progress: true }, { end_time: nowSeconds + 1 }]],
  ['before', [{ end_time: nowSeconds + 1 }, { in_progress: true }]],
])('a finished segment replaces one in progress that it came %s', async (_, documents) => {
  for (const document of documents) await store.sink.insert('segments', segmentRows(document))
  expect(await store.traceSignals.getSegments([traceId], 10)).toMatchObject([
    { SegmentId: '70de5b6f19ff9a0a', InProgress: false, Duration: '500000000' },
  ])
})

test('returns every field of a segment unchanged', async () => {
  const other = 'b'.repeat(32)
  const rows = segmentRows({
    trace_id: other,
    end_time: nowSeconds + 1,
    annotations: { handle: "an'drew" },
    metadata: { a: { b: [1] } },
    http: { response: { status: 500 } },
    fault: true,
    links: [],
    user: 'andrew',
    subsegments: [
      {
        name: 'pg',
        id: '1111111111111111',
        start_time: nowSeconds + 0.6,
        end_time: nowSeconds + 0.7,
        namespace: 'remote',
        sql: { url: 'x' },
      },
    ],
  })
  await store.sink.insert('segments', rows)
  expect(await store.traceSignals.getSegments([other], 10)).toEqual(rows)
})

test('log lines and Rollbar items come back by trace id', async () => {
  const log = logEventRow({
    timestampMillis: nowSeconds * 1_000,
    message: JSON.stringify({
      level: 50,
      msg: 'boom',
      trace_id: traceId,
      span_id: '70de5b6f19ff9a0a',
    }),
    logGroupName: 'cruddur',
    logStreamName: 'a',
    eventId: '1'.padStart(56, '0'),
  })
  const item = decodeItem(
    { environment: 'test', body: { message: { body: 'boom' } }, custom: { trace_id: traceId } },
    { receivedAtMillis: nowSeconds * 1_000, uuid: 'abc' },
  )
  if ('problem' in item) throw new Error(item.problem)
  await store.sink.insert('logs', [log, { ...log, TraceId: '' }])
  await store.sink.insert('errors', [item.row, { ...item.row, TraceId: '' }])
  expect(await store.traceSignals.getLogs([traceId], 10)).toEqual([{ ...log, ValueTypes: '' }])
  expect(await store.traceSignals.getErrors([traceId], 10)).toEqual([item.row])
})
