import { rm } from 'node:fs/promises'
import { Type } from 'typebox'
import { Errors } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Console, startConsole } from '../../../src/start-console.ts'
import { consoleConfig } from '../../support/console-config.ts'
import { checkoutTrace, orphanTrace, sendTraces } from '../../support/sent-traces.ts'
import { storeFolder } from '../../support/temp-store.ts'

// The calls that Jaeger's UI and Grafana's Jaeger data source make, and the fields that they read.

let folder: string
let running: Console

beforeAll(async () => {
  folder = await storeFolder()
  running = await startConsole(consoleConfig(folder))
  await sendTraces(running.otlpUrl, [checkoutTrace, orphanTrace])
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function get(path: string) {
  const response = await fetch(`${running.url}${path}`)
  return { status: response.status, body: JSON.parse(await response.text()) }
}

const KeyValue = Type.Object({
  key: Type.String(),
  type: Type.Union(['string', 'bool', 'int64', 'float64'].map((type) => Type.Literal(type))),
  value: Type.Union([Type.String(), Type.Number(), Type.Boolean()]),
})
const JaegerTrace = Type.Object({
  traceID: Type.String({ pattern: '^[0-9a-f]{32}$' }),
  processes: Type.Record(
    Type.String(),
    Type.Object({ serviceName: Type.String(), tags: Type.Array(KeyValue) }),
  ),
  warnings: Type.Null(),
  spans: Type.Array(
    Type.Object({
      traceID: Type.String(),
      spanID: Type.String({ pattern: '^[0-9a-f]{16}$' }),
      processID: Type.String(),
      operationName: Type.String(),
      startTime: Type.Integer(),
      duration: Type.Integer(),
      logs: Type.Array(Type.Object({ timestamp: Type.Integer(), fields: Type.Array(KeyValue) })),
      references: Type.Array(
        Type.Object({ refType: Type.String(), traceID: Type.String(), spanID: Type.String() }),
      ),
      tags: Type.Array(KeyValue),
      warnings: Type.Null(),
    }),
    { minItems: 1 },
  ),
})

const AnyValue = Type.Object(
  {
    stringValue: Type.Optional(Type.String()),
    boolValue: Type.Optional(Type.Boolean()),
    intValue: Type.Optional(Type.String()),
    doubleValue: Type.Optional(Type.Number()),
  },
  { additionalProperties: false, minProperties: 1, maxProperties: 1 },
)
const Attributes = Type.Array(Type.Object({ key: Type.String(), value: AnyValue }))
const Nanos = Type.String({ pattern: '^\\d+$' })
const V3Trace = Type.Object({
  result: Type.Object({
    resourceSpans: Type.Array(
      Type.Object({
        resource: Type.Object({ attributes: Attributes }),
        scopeSpans: Type.Array(
          Type.Object({
            spans: Type.Array(
              Type.Object({
                traceId: Type.String({ pattern: '^[0-9a-f]{32}$' }),
                spanId: Type.String({ pattern: '^[0-9a-f]{16}$' }),
                name: Type.String(),
                kind: Type.Integer(),
                startTimeUnixNano: Nanos,
                endTimeUnixNano: Nanos,
                attributes: Attributes,
                status: Type.Object({ code: Type.Integer() }),
              }),
            ),
          }),
        ),
      }),
      { minItems: 1 },
    ),
  }),
})

/** The path of the data source; some versions of Grafana search without it. */
test.each(['/jaeger', ''])(
  "Grafana's data source at %s searches and opens a trace",
  async (base) => {
    const services = await get(`${base}/api/services`)
    expect(services.body.data).toEqual(['cart', 'shop'])
    const operations = await get(`${base}/api/services/shop/operations`)
    expect(operations.body.data).toContain('GET /checkout')
    const now = Date.now() * 1_000
    const query = new URLSearchParams({
      ...{ service: 'shop', operation: 'GET /checkout', limit: '20' },
      ...{ tags: '{"http.response.status_code":"500"}', minDuration: '1ms', maxDuration: '1.2s' },
      ...{ start: String(now - 3_600_000_000), end: String(now + 60_000_000) },
    })
    const found = await get(`${base}/api/traces?${query}`)
    expect(found.body.data).toHaveLength(1)
    const [trace] = found.body.data
    expect([...Errors(JaegerTrace, trace)]).toEqual([])
    for (const span of trace.spans) expect(trace.processes[span.processID]).toBeDefined()
    const times = `start=${now - 3_600_000_000}&end=${now}`
    const opened = await get(`${base}/api/traces/${trace.traceID}?${times}`)
    expect(opened.body.data).toEqual([trace])
    const calls = await get(`${base}/api/dependencies?endTs=${Date.now()}&lookback=3600000`)
    expect(calls.body.data).toEqual([{ parent: 'shop', child: 'cart', callCount: 1 }])
  },
)

test("Jaeger's UI lists summaries over version 3 and opens one", async () => {
  const api = '/jaeger/api/v3'
  expect((await get(`${api}/services`)).body).toEqual({ services: ['cart', 'shop'] })
  expect((await get(`${api}/operations?service=cart`)).body).toEqual({
    operations: [{ name: 'GET /cart', spanKind: 'server' }],
  })
  const query = new URLSearchParams({
    ...{ 'query.serviceName': 'shop', 'query.operationName': 'GET /checkout' },
    'query.startTimeMin': new Date(Date.now() - 3_600_000).toISOString(),
    'query.startTimeMax': new Date(Date.now() + 60_000).toISOString(),
    ...{ 'query.searchDepth': '20', 'query.durationMin': '100ms', 'query.durationMax': '2s' },
    'query.attributes': '{"http.response.status_code":"500"}',
  })
  const { body } = await get(`${api}/trace-summaries?${query}`)
  expect(body.summaries).toMatchObject([
    {
      traceId: checkoutTrace.traceId,
      minStartTimeUnixNano: checkoutTrace.startUnixNano,
      spanCount: 3,
      services: [{ name: 'cart' }, { name: 'shop' }],
    },
  ])
  const opened = await get(`${api}/traces/${checkoutTrace.traceId}`)
  expect([...Errors(V3Trace, opened.body)]).toEqual([])
})

test.each(['query.operationName', 'query.operation_name', 'query.spanName', 'query.span_name'])(
  "a search with the parameter %s finds that operation only, as Jaeger's UI expects",
  async (name) => {
    const search = (operation: string) =>
      new URLSearchParams({
        ...{ 'query.service_name': 'shop', [name]: operation, 'query.num_traces': '20' },
        'query.start_time_min': new Date(Date.now() - 3_600_000).toISOString(),
        'query.start_time_max': new Date(Date.now() + 60_000).toISOString(),
      })
    const summaries = async (operation: string) =>
      (await get(`/jaeger/api/v3/trace-summaries?${search(operation)}`)).body.summaries
    expect(await summaries('GET /checkout')).toMatchObject([{ traceId: checkoutTrace.traceId }])
    expect(await summaries('GET /elsewhere')).toEqual([])
  },
)

test("Grafana's calls of version 3 are read, an offset with a bare + included", async () => {
  const time = (millis: number) => new Date(millis + 7_200_000).toISOString().replace('Z', '+02:00')
  const range = `start_time_min=${time(Date.now() - 3_600_000)}&query.start_time_max=${time(Date.now() + 60_000)}`
  const { status, body } = await get(
    `/jaeger/api/v3/traces?query.service_name=shop&query.duration_min=100ms&query.${range}`,
  )
  expect(status).toBe(200)
  expect([...Errors(V3Trace, body)]).toEqual([])
  const times = `start_time=${time(Date.now() - 3_600_000)}&end_time=${time(Date.now() + 60_000)}`
  expect((await get(`/jaeger/api/v3/dependencies?${times}`)).body).toEqual({
    dependencies: [{ parent: 'shop', child: 'cart', callCount: '1' }],
  })
  const refused = await get('/jaeger/api/v3/dependencies?startTime=x')
  expect(refused).toMatchObject({ status: 400, body: { error: { httpCode: 400 } } })
})

test('refused requests carry the reason where each client looks for it', async () => {
  const old = await get(`/api/traces/${'e'.repeat(32)}`)
  expect(old).toMatchObject({ status: 404, body: { errors: [{ code: 404 }] } })
  const v3 = await get('/api/v3/traces?query.serviceName=shop')
  expect(v3).toMatchObject({ status: 400, body: { error: { httpCode: 400 } } })
})

test.each(['/jaeger', ''])(
  "Jaeger's UI at %s uploads a file of OTLP JSON, which is not stored",
  async (base) => {
    const exported = await fetch(`${running.url}/api/v1/traces/${checkoutTrace.traceId}/otlp`)
    const document = (await exported.text()).replaceAll(checkoutTrace.traceId, 'd'.repeat(32))
    const upload = (body: string, type = 'application/json') =>
      fetch(`${running.url}${base}/api/transform`, {
        ...{ method: 'POST', body },
        headers: { 'content-type': type },
      })
    for (const type of ['application/json', 'text/plain;charset=UTF-8']) {
      const response = await upload(document, type)
      expect(response.status).toBe(200)
      const { data, errors } = JSON.parse(await response.text())
      expect(errors).toBeNull()
      expect(data).toMatchObject([{ traceID: 'd'.repeat(32) }])
      expect(data[0].spans).toHaveLength(3)
      expect([...Errors(JaegerTrace, data[0])]).toEqual([])
    }
    expect(await get(`${base}/api/traces/${'d'.repeat(32)}`)).toMatchObject({ status: 404 })
    for (const body of ['', '{', '{"resourceSpans":[]}', '{"data":[]}', 'null']) {
      const response = await upload(body)
      expect(response.status).toBe(400)
      expect(JSON.parse(await response.text())).toMatchObject({ errors: [{ code: 400 }] })
    }
  },
)

test('types, errors and events of an uploaded trace are those of Jaeger', async () => {
  const times = { startTimeUnixNano: '1780000000000000000', endTimeUnixNano: '1780000000001000000' }
  const span = (id: string, fields: object) => ({
    ...{ traceId: 'd'.repeat(32), spanId: id.repeat(16), name: id, kind: 1, ...times },
    ...fields,
  })
  const attributes = [
    { key: 'error', value: { stringValue: 'timeout' } },
    { key: 'network.protocol.version', value: { stringValue: '1.1' } },
    { key: 'http.response.status_code', value: { intValue: '500' } },
  ]
  const event = {
    timeUnixNano: '1780000000000000000',
    name: '',
    attributes: attributes.slice(0, 1),
  }
  const spans = [span('1', { status: { code: 2 }, attributes }), span('2', { events: [event] })]
  const response = await fetch(`${running.url}/jaeger/api/transform`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: JSON.stringify({ resourceSpans: [{ scopeSpans: [{ spans }] }] }),
  })
  const { data } = JSON.parse(await response.text())
  const [failed, withEvent] = data[0].spans
  expect(failed.tags).toEqual(
    expect.arrayContaining([
      { key: 'error', type: 'string', value: 'timeout' },
      { key: 'error', type: 'bool', value: true },
      { key: 'network.protocol.version', type: 'string', value: '1.1' },
      { key: 'http.response.status_code', type: 'int64', value: 500 },
    ]),
  )
  expect(withEvent.logs[0].fields).toEqual([{ key: 'error', type: 'string', value: 'timeout' }])
})

const range = () => ({ endTs: String(Date.now()), lookback: '300000', step: '60000' })
const metrics = (name: string, query: Readonly<Record<string, string>>) =>
  get(`/jaeger/api/metrics/${name}?${new URLSearchParams({ ...range(), ...query })}`)
const sum = (points: { gaugeValue: { doubleValue: number } }[]) =>
  points.reduce((total, { gaugeValue }) => total + gaugeValue.doubleValue, 0)

test("the Monitor tab of Jaeger's UI has rates, errors and latencies of a service", async () => {
  expect((await get('/jaeger/api/metrics/minstep')).body).toMatchObject({ data: 1_000 })
  const ofShop = { service: 'shop', spanKind: 'server', ratePer: '600000' }
  const { body: calls } = await metrics('calls', ofShop)
  expect(calls).toMatchObject({
    ...{ name: 'service_call_rate', type: 'GAUGE' },
    metrics: [{ labels: [{ name: 'service_name', value: 'shop' }] }],
  })
  const [{ metricPoints }] = calls.metrics
  expect(metricPoints).toHaveLength(5)
  expect(sum(metricPoints)).toBeCloseTo(1 / 60)
  for (const { timestamp } of metricPoints) expect(new Date(timestamp).getTime()).not.toBeNaN()

  const { body: errors } = await metrics('errors', { ...ofShop, groupByOperation: 'true' })
  expect(errors.name).toBe('service_operation_error_rate')
  expect(errors.metrics).toMatchObject([
    {
      labels: [
        { name: 'operation', value: 'GET /checkout' },
        { name: 'service_name', value: 'shop' },
      ],
      metricPoints: [{ gaugeValue: { doubleValue: 1 } }],
    },
  ])
  const { body: latencies } = await metrics('latencies', { ...ofShop, quantile: '0.75' })
  expect(latencies.metrics[0].metricPoints).toMatchObject([{ gaugeValue: { doubleValue: 250 } }])
  const two = new URLSearchParams([
    ...Object.entries(range()),
    ['service', 'shop'],
    ['service', 'cart'],
  ])
  const both = await get(`/jaeger/api/metrics/calls?${two}&spanKind=server&spanKind=client`)
  expect(both.body.metrics).toHaveLength(2)
  expect((await metrics('calls', { service: 'unknown' })).body.metrics).toEqual([])
})

test.each([
  ['calls', {}, 'service must be set'],
  ['calls', { service: 'shop', spanKind: 'SERVER' }, 'spanKind must be one of'],
  ['calls', { service: 'shop', step: 'x' }, 'step must be a positive integer'],
  ['calls', { service: 'shop', lookback: '999999999999', step: '1000' }, 'at most 1000'],
  ['calls', { service: 'shop', groupByOperation: 'perhaps' }, 'groupByOperation must be'],
  ['latencies', { service: 'shop' }, 'quantile must be a number'],
  ['latencies', { service: 'shop', quantile: '1.5' }, 'quantile must be a number'],
])('metrics/%s refuses %j', async (name, query, message) => {
  const { status, body } = await metrics(name, query)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(body.errors).toMatchObject([{ code: status, msg: expect.stringContaining(message) }])
})

test('an unknown path below /jaeger/api is an error in the form of Jaeger', async () => {
  const { status, body } = await get('/jaeger/api/quality-metrics')
  expect({ status, body }).toMatchObject({ status: 404, body: { errors: [{ code: 404 }] } })
  expect((await get('/api/v1/unknown')).body).toMatchObject({ code: 'NO_SUCH_ROUTE' })
})
