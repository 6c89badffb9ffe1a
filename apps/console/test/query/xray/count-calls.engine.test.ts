import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeSegmentDocument } from '../../../src/decode/xray/segment-document.ts'
import type { SegmentRow } from '../../../src/model/segment-row.ts'
import { countCalls } from '../../../src/query/xray/count-calls.ts'
import { countCallsOfGroup } from '../../../src/query/xray/count-group-calls.ts'
import { serviceGraph } from '../../../src/query/xray/service-graph.ts'
import { readKey } from '../../../src/query/xray/service-key.ts'
import type { Store } from '../../../src/store/open-store.ts'
import { openTempStore } from '../../support/temp-store.ts'

const now = Math.floor(Date.now() / 1_000) - 600
const range = { fromNano: BigInt(now) * 10n ** 9n, toNano: BigInt(now + 300) * 10n ** 9n }
const traceCount = 2_500
let store: Store

const id = (number: number) => number.toString(16).padStart(16, '0')
const traceId = (number: number) => `1-${now.toString(16)}-${number.toString(16).padStart(24, '0')}`

function rows(trace: number, fields: object): readonly SegmentRow[] {
  const times = { start_time: now + 10, end_time: now + 10.25 }
  const document = { trace_id: traceId(trace), ...times, ...fields }
  const decoded = decodeSegmentDocument(JSON.stringify(document))
  expect(decoded.unprocessed).toEqual([])
  return decoded.rows
}

/** home calls user, which runs on ECS and sends a message after its segment was sent. */
function traceRows(trace: number): SegmentRow[] {
  const at = { start_time: now + 10, end_time: now + 10.25 }
  const [home, call, user, late, message, deep] = [1, 2, 3, 4, 5, 6].map((n) => id(trace * 10 + n))
  return [
    ...rows(trace, {
      ...{ id: home, name: 'home' },
      subsegments: [{ ...at, id: call, name: 'user', namespace: 'remote' }],
    }),
    ...rows(trace, {
      ...{ id: user, parent_id: call, name: 'user', origin: 'AWS::ECS::Container' },
      fault: trace % 5 === 0,
      throttle: trace % 5 < 2,
      error: true,
    }),
    ...rows(trace, {
      ...{ id: late, parent_id: user, name: 'afterwards', type: 'subsegment' },
      subsegments: [
        {
          ...{ ...at, id: deep, name: 'inner' },
          subsegments: [{ ...at, id: message, name: 'SQS', namespace: 'aws' }],
        },
      ],
    }),
  ]
}

beforeAll(async () => {
  store = await openTempStore()
  const all = Array.from({ length: traceCount }, (_none, trace) => traceRows(trace)).flat()
  await store.sink.insert('segments', all)
  // A daemon that was sent a batch again, and a segment that was in progress before.
  await store.sink.insert('segments', traceRows(7))
  const open = { id: id(71), name: 'home', in_progress: true, end_time: undefined }
  await store.sink.insert('segments', rows(7, open))
  const orphan = { id: id(99_999_991), name: 'S3', namespace: 'aws', type: 'subsegment' }
  await store.sink.insert('segments', rows(99_999, { ...orphan, parent_id: id(99_999_990) }))
  const outside = { id: id(88_888_881), name: 'home', start_time: now - 10 }
  await store.sink.insert('segments', rows(88_888, outside))
}, 60_000)
afterAll(() => store.close())

const graph = async (periodSeconds = 86_400) =>
  serviceGraph(await countCalls(store.segments, { ...range, periodSeconds }))

test('every call of the range counts once, however many traces there are', async () => {
  const edges = (await graph()).flatMap(({ name, edges }) =>
    edges.map(({ to, calls }) => [name, readKey(to).name, readKey(to).type, calls.total]),
  )
  expect(edges.sort()).toEqual([
    ['client', 'home', '', traceCount],
    ['home', 'user', 'AWS::ECS::Container', traceCount],
    ['user', 'SQS', 'AWS::SQS', traceCount],
  ])
})

test('a call has its worst status, and its duration is in the histogram', async () => {
  const user = (await graph()).find(({ name }) => name === 'user')
  expect(user).toMatchObject({ type: 'AWS::ECS::Container', isRoot: false })
  const { totalSeconds, histogram, ...counts } = user?.calls ?? {}
  expect(counts).toEqual({ ok: 0, errors: 1_500, throttles: 500, faults: 500, total: traceCount })
  expect(totalSeconds).toBeCloseTo(traceCount * 0.25, 3)
  expect([...(histogram ?? [])]).toEqual([[0.25, traceCount]])
})

test('periods start at whole multiples of their length', async () => {
  const groups = await countCalls(store.segments, { ...range, periodSeconds: 60 })
  const starts = new Set(groups.map(({ startSeconds }) => startSeconds))
  expect([...starts]).toEqual([Math.floor((now + 10) / 60) * 60])
})

test('a group that every trace is in has the same graph, period by period', async () => {
  const all = { ...range, periodSeconds: 60 }
  const [counted, read] = await Promise.all([
    countCalls(store.segments, all),
    countCallsOfGroup(store.segments, 'service("home")', all),
  ])
  const sorted = (groups: typeof counted) =>
    serviceGraph(groups)
      .map(({ edges, ...node }) => ({
        ...node,
        edges: edges.map(({ to, calls }) => [to, calls.total]),
      }))
      .sort((a, b) => (a.key < b.key ? -1 : 1))
      .map(({ key, calls: { total, faults, errors, throttles, histogram }, ...rest }) => ({
        ...{ key, ...rest, total, faults, errors, throttles, histogram: [...histogram] },
      }))
  expect(sorted(read)).toEqual(sorted(counted))
  const starts = (groups: typeof counted) => new Set(groups.map(({ startSeconds }) => startSeconds))
  expect(starts(read)).toEqual(starts(counted))
})

test('a group of more traces than are read one by one is refused', async () => {
  const endless = {
    ...store.segments,
    findSegmentTraces: async ({ limit }: { readonly limit: number }) =>
      Array.from({ length: limit }, (_none, index) => ({ startNano: '1', traceId: id(index) })),
    getSegmentsOfTraces: async () => [],
  }
  await expect(
    countCallsOfGroup(endless, 'fault', { ...range, periodSeconds: 60 }),
  ).rejects.toThrow('More than 20000 traces')
})
