import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../src/start-console.ts'
import { runTraces } from '../cli/run-traces.ts'
import { consoleConfig } from '../support/console-config.ts'
import { spanId, traceId } from '../support/span-rows.ts'
import { storeFolder } from '../support/temp-store.ts'

// Four requests of web, each with a call to api, whose span has the ID of the call (B3). The request of
// the fourth trace and its call failed. Each view must show the same figures, however the spans arrive.

const startNano = BigInt(Date.now() - 300_000) * 1_000_000n
const ms = 1_000_000n
const traces = [1, 2, 3, 4]

interface Sent {
  readonly service: string
  readonly trace: number
  readonly span: object
}

function spansOf(trace: number): Sent[] {
  const failed = trace === 4
  const span = (over: object, offset: bigint, length: bigint) => {
    const start = startNano + BigInt(trace) * 1_000n * ms + offset * ms
    return {
      traceId: traceId(trace),
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(start + length * ms),
      ...(failed && { status: { code: 2 } }),
      ...over,
    }
  }
  const [request, call] = [spanId(trace * 2), spanId(trace * 2 + 1)]
  const address = [
    { key: 'server.address', value: { stringValue: 'api.local' } },
    { key: 'server.port', value: { intValue: 80 } },
  ]
  const attributes = [{ key: 'http.response.status_code', value: { intValue: failed ? 500 : 200 } }]
  return [
    {
      ...{ service: 'web', trace },
      span: span({ spanId: request, name: 'GET /', kind: 2, attributes }, 0n, 20n),
    },
    {
      ...{ service: 'web', trace },
      span: span(
        { spanId: call, parentSpanId: request, name: 'GET', kind: 3, attributes: address },
        2n,
        15n,
      ),
    },
    {
      ...{ service: 'api', trace },
      span: span({ spanId: call, parentSpanId: request, name: 'GET /x', kind: 2 }, 4n, 10n),
    },
  ]
}

/** A span as it is sent at its start. */
function unfinished({ span, ...sent }: Sent): Sent {
  return { ...sent, span: { ...span, endTimeUnixNano: '0', status: {}, attributes: [] } }
}

const all = traces.flatMap(spansOf)
/** Requests in order; the spans of each may be of both services. */
const deliveries: Readonly<Record<string, readonly (readonly Sent[])[]>> = {
  'each span once': [all],
  'each trace in its own request, the callee first': traces.map((trace) =>
    spansOf(trace).reverse(),
  ),
  'the same request again': [all, all, [...all].reverse()],
  'retried batches that are cut differently': [all.slice(0, 7), all.slice(3, 9), all.slice(5)],
  'at the start and at the end': [all.map(unfinished), all],
  'at the end and, delayed, at the start': [all, all.map(unfinished)],
  'at the start and at the end within one request': [all.flatMap((one) => [unfinished(one), one])],
  'both forms again and again': [all.map(unfinished), all, all.map(unfinished), all],
}

let folder: string
let running: Console

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

// biome-ignore lint/suspicious/noExplicitAny: contracts are tested elsewhere
async function get(path: string): Promise<any> {
  const response = await fetch(`${running.url}${path}`)
  expect([path, response.status]).toEqual([path, 200])
  return await response.json()
}

async function send(batch: readonly Sent[]): Promise<void> {
  const resourceSpans = ['web', 'api'].map((service) => ({
    resource: {
      attributes: [
        { key: 'service.name', value: { stringValue: service } },
        { key: 'service.instance.id', value: { stringValue: `run of ${service}` } },
      ],
    },
    scopeSpans: [
      { spans: batch.filter((sent) => sent.service === service).map(({ span }) => span) },
    ],
  }))
  const response = await fetch(`${running.otlpUrl}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ resourceSpans }),
  })
  expect([response.status, await response.json()]).toEqual([200, {}])
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

test.each(Object.keys(deliveries))('every view has the same figures: %s', async (delivery) => {
  await running.store.clear?.()
  for (const batch of deliveries[delivery] ?? []) await send(batch)

  for (const range of ['', '?since=1h'])
    expect((await get(`/api/v1/services${range}`)).services).toMatchObject([
      { name: 'api', spanCount: 4, errorCount: 1 },
      { name: 'web', spanCount: 8, errorCount: 2 },
    ])
  expect((await get('/api/v1/runs?since=1h')).runs).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ service: 'api', spanCount: 4, requestCount: 4, errorCount: 1 }),
      expect.objectContaining({ service: 'web', spanCount: 8, requestCount: 4, errorCount: 1 }),
    ]),
  )

  const requests = { count: 4, errorCount: 1, p50Nano: '20000000', p95Nano: '20000000' }
  const isRequest = 'service=web&where=kind%20%3D%20server'
  const count = await get(`/api/v1/spans/count?since=1h&${isRequest}`)
  expect(count.all.total).toMatchObject(requests)
  const heatmap = await get(`/api/v1/spans/heatmap?since=1h&${isRequest}`)
  expect(sum(heatmap.cells.map((cell: { count: number }) => cell.count))).toBe(4)
  const map = await get('/api/v1/service-map?since=1h')
  expect(map.services).toMatchObject([
    { name: 'api', requests: { count: 4, errorCount: 1, p95Nano: '10000000' } },
    { name: 'web', requests, signals: { spans: 8 } },
  ])
  expect(map.calls).toMatchObject([{ caller: 'web', callee: 'api', count: 4, errorCount: 1 }])
  const dependencies = await get('/jaeger/api/dependencies')
  expect(dependencies.data).toEqual([{ parent: 'web', child: 'api', callCount: 4 }])
  const compared = await get('/api/v1/compare?since=1h&service=web&baselineShift=1h')
  expect(compared.all.now).toMatchObject(requests)

  const list = await get('/api/v1/traces?since=1h')
  expect(list.traces).toHaveLength(4)
  for (const trace of list.traces)
    expect(trace).toMatchObject({ spanCount: 3, durationNano: '20000000', rootService: 'web' })
  expect(list.traces.map(({ errorCount }: { errorCount: number }) => errorCount).sort()).toEqual([
    ...[0, 0, 0, 3],
  ])
  const histogram = await get('/api/v1/traces/histogram?since=1h')
  expect([sum(histogram.counts), sum(histogram.errorCounts)]).toEqual([4, 1])
  for (const trace of traces) {
    const { spans } = await get(`/api/v1/traces/${traceId(trace)}`)
    expect(spans.map(({ durationNano }: { durationNano: string }) => durationNano)).toEqual([
      ...['20000000', '15000000', '10000000'],
    ])
    const { data } = await get(`/jaeger/api/traces/${traceId(trace)}`)
    expect(data[0].spans).toHaveLength(3)
  }

  const { stdout } = await runTraces(['services'], { CONSOLE_URL: running.url, TZ: 'UTC' })
  expect(stdout).toMatch(/^web +4 +1 \(25%\) +20 ms +20 ms /m)
})
