import { describe, expect, test } from 'vitest'
import {
  call,
  findingsOf,
  kindsOf,
  line,
  query,
  request,
  type TestSpan,
  times,
} from './trace-of.ts'

const callee = (
  id: number,
  parent: number,
  at: number,
  ms: number,
  over: Partial<TestSpan> = {},
): TestSpan => ({
  ...{ id, parent, at, ms, kind: 'Server', service: 'stock', name: 'GET /stock/:id' },
  ...over,
  attributes: { 'http.request.method': 'GET', 'http.route': '/stock/:id', ...over.attributes },
})

describe('a timeout shorter than the callee', () => {
  const timedOut = call(2, 10, 'http://stock/stock/7', {
    ms: 100,
    failed: 'The operation timed out',
  })

  test('is found when the callee continues, or sees the caller leave', () => {
    expect(findingsOf([request(), timedOut, callee(3, 2, 12, 320)])).toMatchObject([
      { kind: 'caller-timeout', spanCount: 2, evidence: { callerMillis: 100, calleeMillis: 320 } },
    ])
    const aborted = { attributes: { 'cruddur.request.outcome': 'client_aborted' } }
    expect(kindsOf([request(), timedOut, callee(3, 2, 12, 97, aborted)])).toEqual([
      'caller-timeout',
    ])
  })

  test('is not a callee that responded in time, or was never reached', () => {
    expect(kindsOf([request(), timedOut, callee(3, 2, 12, 60)])).toEqual([])
    expect(kindsOf([request(), timedOut])).toEqual([])
  })

  test('is not an abort because the client of the caller left', () => {
    const left = request(110, {
      attributes: { 'cruddur.request.outcome': 'client_aborted', 'http.route': '/x' },
    })
    const aborted = call(2, 10, 'http://stock/stock/7', { ms: 100, failed: 'AbortError' })
    expect(kindsOf([left, aborted, callee(3, 2, 12, 320)])).toEqual([])
  })
})

describe('waiting for a pooled connection', () => {
  const wait = (ms: number, over: Partial<TestSpan> = {}): TestSpan => ({
    id: 2,
    parent: 1,
    at: 5,
    ms,
    kind: 'Client',
    name: 'pg-pool.connect',
    ...over,
  })

  test.each([
    'pg-pool.connect',
    'HikariDataSource.getConnection',
    'pool.acquire',
    'acquire connection',
    'wait for connection',
  ])('is found in %s', (name) => {
    expect(kindsOf([request(), wait(80, { name })])).toEqual(['pool-wait'])
  })

  test('is found when the pool gives up', () => {
    const failed = 'timeout exceeded when trying to connect'
    expect(findingsOf([request(), wait(15, { failed })])).toMatchObject([
      { reason: expect.stringContaining('exhausted') },
    ])
  })

  test('is not a short wait, a new connection, or a route with these words', () => {
    const connect: TestSpan = {
      id: 3,
      parent: 2,
      at: 6,
      ms: 78,
      kind: 'Client',
      name: 'pg.connect',
    }
    expect(kindsOf([request(), wait(3)])).toEqual([])
    expect(kindsOf([request(), wait(80), connect])).toEqual([])
    expect(kindsOf([request(500, { name: 'GET /pool/waiting' })])).toEqual([])
  })
})

describe('a blocked event loop', () => {
  const busy: TestSpan = { id: 2, parent: 1, at: 20, ms: 300, name: 'parse catalog' }
  const waiting = [10, 11].map((id) =>
    query(id, 18, `SELECT a FROM t${'xy'[id - 10]}`, { ms: 303.5 }),
  )

  test('is found when open calls end right after a busy span', () => {
    expect(findingsOf([request(), busy, ...waiting])).toMatchObject([
      { kind: 'event-loop-blocked', spanCount: 3, evidence: { blockedMillis: 300, waiting: 2 } },
    ])
  })

  test('is found when responses had arrived long before', () => {
    const calls = [
      call(10, 10, 'http://stock/stock/7', { ms: 300 }),
      callee(11, 10, 12, 20),
      call(12, 10, 'http://price/prices/7', { ms: 301 }),
      callee(13, 12, 13, 45, { service: 'price' }),
    ]
    expect(kindsOf([request(), ...calls])).toEqual(['event-loop-blocked'])
  })

  test('is found in an event or a line that reports it', () => {
    const events = {
      'Events.Name': ['event_loop_blocked'],
      'Events.Timestamp': ['1'],
      'Events.Attributes': [{}],
    }
    expect(kindsOf([request(500, { over: events })])).toEqual(['event-loop-blocked'])
    expect(
      kindsOf([request()], { logs: [line({ Body: 'event loop blocked for 310 ms' })] }),
    ).toEqual(['event-loop-blocked'])
  })

  test('is not work of other threads, activity meanwhile, or a short span', () => {
    const java = { resource: { 'telemetry.sdk.language': 'java' } }
    expect(
      kindsOf([request(), ...[busy, ...waiting].map((span) => ({ ...span, ...java }))]),
    ).toEqual([])
    expect(kindsOf([request(), busy, ...waiting, query(20, 100, 'SELECT 1 FROM a')])).toEqual([])
    expect(
      kindsOf([request(), { ...busy, ms: 40 }, ...waiting.map((span) => ({ ...span, ms: 43 }))]),
    ).toEqual([])
  })
})

describe('a cold start', () => {
  const setUp: TestSpan[] = [
    { id: 2, parent: 1, at: 2, ms: 30, name: 'tls.connect' },
    { id: 3, parent: 1, at: 40, ms: 120, kind: 'Client', name: 'pg.connect' },
  ]

  test('is setup that takes a large part of the request', () => {
    expect(findingsOf([request(300), ...setUp])).toMatchObject([
      { kind: 'cold-start', severity: 'info', evidence: { setUpMillis: 150 } },
    ])
  })

  test('is reported by a function', () => {
    expect(kindsOf([request(900, { attributes: { 'faas.coldstart': 'true' } })])).toEqual([
      'cold-start',
    ])
  })

  test('is not a small part, or a short connect', () => {
    expect(kindsOf([request(3_000), ...setUp])).toEqual([])
    expect(kindsOf([request(20), { ...(setUp[0] as TestSpan), ms: 9 }])).toEqual([])
  })
})

test('clock skew is found per pair of services, jitter is not', () => {
  const skewed = (by: number) =>
    kindsOf([
      request(),
      ...times(3, (index) => [
        call(10 + index, 50, `http://s/${'abc'[index]}`, { ms: 20 }),
        callee(20 + index, 10 + index, 50 - by, 10),
      ]).flat(),
    ])
  expect(skewed(40)).toEqual(['clock-skew'])
  expect(skewed(4)).toEqual([])
})

test('thresholds are configurable', () => {
  const spans = [request(), { id: 2, parent: 1, at: 5, ms: 80, name: 'pool.acquire' }]
  expect(kindsOf(spans, { thresholds: { poolWaitMillis: 100 } })).toEqual([])
})
