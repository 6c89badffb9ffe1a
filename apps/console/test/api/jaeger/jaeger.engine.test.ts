import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../../src/start-console.ts'
import { consoleConfig } from '../../support/console-config.ts'
import { checkoutTrace, orphanTrace, sendTraces } from '../../support/sent-traces.ts'
import { storeFolder } from '../../support/temp-store.ts'

let folder: string
let running: Console
const errors: unknown[] = []
const startMicros = Number(BigInt(checkoutTrace.startUnixNano) / 1_000n)

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder), { onError: (error) => errors.push(error) })
  await sendTraces(running.otlpUrl, [checkoutTrace, orphanTrace])
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
  expect(errors).toEqual([])
})

async function get(path: string) {
  const response = await fetch(`${running.url}/jaeger/api/${path}`)
  return { status: response.status, body: JSON.parse(await response.text()) }
}
const envelope = { total: 0, limit: 0, offset: 0, errors: null }
const range = new URLSearchParams({
  'query.startTimeMin': new Date(Date.now() - 3_600_000).toISOString(),
  'query.startTimeMax': new Date(Date.now() + 60_000).toISOString(),
})

test('services and operations use the envelope of the old API', async () => {
  expect((await get('services')).body).toEqual({ ...envelope, data: ['cart', 'shop'], total: 2 })
  expect((await get('services/shop/operations')).body).toEqual({
    ...envelope,
    data: ['GET /checkout', 'call cart'],
    total: 2,
  })
  expect((await get('operations?service=shop&spanKind=server')).body.data).toEqual([
    { name: 'GET /checkout', spanKind: 'server' },
  ])
})

test('a trace has times in microseconds, typed tags, references and processes', async () => {
  const { status, body } = await get(`traces/${checkoutTrace.traceId}`)
  expect(status).toBe(200)
  const [trace] = body.data
  expect(trace.traceID).toBe(checkoutTrace.traceId)
  const [root, client, cart] = trace.spans
  expect(root).toMatchObject({
    spanID: checkoutTrace.rootId,
    operationName: 'GET /checkout',
    references: [],
    startTime: startMicros,
    duration: 250_000,
    logs: [
      {
        timestamp: startMicros + 100,
        fields: [
          { key: 'event', type: 'string', value: 'cache miss' },
          { key: 'tries', type: 'int64', value: 2 },
        ],
      },
    ],
  })
  expect(root.tags).toEqual(
    expect.arrayContaining([
      { key: 'http.response.status_code', type: 'int64', value: 500 },
      { key: 'sampled', type: 'bool', value: true },
      { key: 'share', type: 'float64', value: 0.25 },
      { key: 'big', type: 'int64', value: '9007199254740993' },
      { key: 'version', type: 'string', value: '007' },
      { key: 'span.kind', type: 'string', value: 'server' },
      { key: 'otel.status_code', type: 'string', value: 'ERROR' },
      { key: 'otel.status_description', type: 'string', value: 'cart failed' },
      { key: 'error', type: 'bool', value: true },
    ]),
  )
  expect(client.references).toEqual([
    { refType: 'CHILD_OF', traceID: checkoutTrace.traceId, spanID: checkoutTrace.rootId },
  ])
  expect(cart.references).toContainEqual({
    refType: 'FOLLOWS_FROM',
    traceID: orphanTrace.traceId,
    spanID: orphanTrace.rootId,
  })
  expect(trace.processes[root.processID]).toEqual({
    serviceName: 'shop',
    tags: [{ key: 'host.name', type: 'string', value: 'a' }],
  })
  expect(client.processID).toBe(root.processID)
  expect(trace.processes[cart.processID].serviceName).toBe('cart')
})

test('a trace is found by an id without leading zeros and by base64', async () => {
  const base64 = Buffer.from(checkoutTrace.traceId, 'hex').toString('base64url')
  for (const id of [`${base64}==`, orphanTrace.traceId.replace(/^0+/, '')])
    expect((await get(`traces/${id}`)).status).toBe(200)
})

test.each([
  ['by service alone', '', 2],
  ['by a tag', 'tag=http.response.status_code:500', 1],
  ['by tags as Grafana sends them', 'tags={"error":"true","share":"0.25"}', 1],
  ['by a tag that no span has', 'tags={"error":"true","share":"0.5"}', 0],
  ['by operation', 'operation=GET%20/checkout', 1],
  ['by duration', 'minDuration=200ms&maxDuration=1m30s', 1],
  ['by time', `start=${startMicros - 1_000_000}&end=${startMicros + 1_000_000}`, 1],
  ['up to a limit', 'limit=1', 1],
])('the old search finds traces %s', async (_what, query, count) => {
  const { status, body } = await get(`traces?service=shop&lookback=1h&${query}`)
  expect(status).toBe(200)
  expect(body).toMatchObject(envelope)
  expect(body.data).toHaveLength(count)
})

test('traces by ID return an error for each unknown ID', async () => {
  const gone = 'f'.repeat(32)
  const { body } = await get(`traces?traceID=${checkoutTrace.traceId}&traceID=${gone}`)
  expect(body.data).toMatchObject([{ traceID: checkoutTrace.traceId }])
  expect(body.errors).toMatchObject([{ code: 404, traceID: gone }])
})

test('dependencies count calls from service to service', async () => {
  const { body } = await get(`dependencies?endTs=${Date.now() + 1_000}&lookback=3600000`)
  expect(body).toEqual({
    ...envelope,
    data: [{ parent: 'shop', child: 'cart', callCount: 1 }],
  })
  const past = await get(`dependencies?endTs=${Date.now() - 7_200_000}&lookback=3600000`)
  expect(past.body.data).toEqual([])
})

test.each([
  ['traces', 400, 'service'],
  ['traces?service=shop&minDuration=long', 400, 'minDuration'],
  ['traces?service=shop&tags=[1]', 400, 'tags'],
  ['traces?service=shop&start=soon', 400, 'start'],
  ['traces?service=shop&limit=0', 400, 'limit'],
  ['traces/not-an-id', 400, 'trace ID'],
  [`traces/${'e'.repeat(32)}`, 404, 'not found'],
])('GET %s is refused in the old envelope', async (path, status, what) => {
  const response = await get(path)
  expect(response.status).toBe(status)
  expect(response.body).toMatchObject({ data: null, errors: [{ code: status }] })
  expect(response.body.errors[0].msg).toContain(what)
})

test('version 3 names services and operations', async () => {
  expect((await get('v3/services')).body).toEqual({ services: ['cart', 'shop'] })
  expect((await get('v3/operations?service=shop&span_kind=client')).body).toEqual({
    operations: [{ name: 'call cart', spanKind: 'client' }],
  })
})

test('version 3 returns a trace as OTLP JSON', async () => {
  const { body } = await get(`v3/traces/${checkoutTrace.traceId}`)
  const [shop, cart] = body.result.resourceSpans
  expect(shop.resource.attributes).toContainEqual({
    key: 'service.name',
    value: { stringValue: 'shop' },
  })
  expect(shop.scopeSpans[0].spans[0]).toMatchObject({
    traceId: checkoutTrace.traceId,
    spanId: checkoutTrace.rootId,
    kind: 2,
    startTimeUnixNano: checkoutTrace.startUnixNano,
    status: { code: 2, message: 'cart failed' },
  })
  expect(cart.scopeSpans[0].spans).toHaveLength(1)
})

test('version 3 searches whole traces and summaries', async () => {
  const query = `${range}&query.serviceName=shop&query.attributes=${encodeURIComponent('{"error":"true"}')}`
  const traces = await get(`v3/traces?${query}`)
  expect(traces.body.result.resourceSpans).toHaveLength(2)
  const { body } = await get(`v3/trace-summaries?${query}&query.searchDepth=5`)
  expect(body.summaries).toEqual([
    {
      traceId: checkoutTrace.traceId,
      rootServiceName: 'shop',
      rootOperationName: 'GET /checkout',
      minStartTimeUnixNano: checkoutTrace.startUnixNano,
      maxEndTimeUnixNano: String(BigInt(checkoutTrace.startUnixNano) + 250_000_000n),
      spanCount: 3,
      errorSpanCount: 1,
      orphanSpanCount: 0,
      services: [
        { name: 'cart', spanCount: 1, errorSpanCount: 0 },
        { name: 'shop', spanCount: 2, errorSpanCount: 1 },
      ],
    },
  ])
  const all = await get(`v3/trace-summaries?${range}`)
  expect(
    all.body.summaries.map((summary: { orphanSpanCount: number }) => summary.orphanSpanCount),
  ).toEqual([0, 1])
})

test.each([
  ['without a range', 'traces', 400, 'query.startTimeMin'],
  [
    'with a range of words',
    'traces?query.startTimeMin=x&query.startTimeMax=y',
    400,
    'startTimeMin',
  ],
  ['without a match', `traces?${range}&query.serviceName=absent`, 404, 'No traces found'],
  ['by an unknown filter', `traces?${range}&query.filter=x`, 400, 'query.filter'],
  ['of a trace not kept', `traces/${'e'.repeat(32)}`, 404, 'No traces found'],
])(
  'an invalid version 3 request %s is refused as by the gateway',
  async (_, path, httpCode, what) => {
    const { status, body } = await get(`v3/${path}`)
    expect(status).toBe(httpCode)
    expect(body.error.httpCode).toBe(httpCode)
    expect(body.error.message).toContain(what)
  },
)
