import { context, ROOT_CONTEXT, TraceFlags, trace } from '@opentelemetry/api'
import { expect, it, onTestFinished } from 'vitest'
import { createLedger } from '../../../src/delivery/ledger.ts'
import { loadConfig } from '../../../src/load-config.ts'
import { createOffSignal } from '../../../src/signals/signal.ts'
import { startMetricsReceiver } from '../../support/metrics-receiver.ts'
import { verifySignature } from '../segments/verify-signature.ts'
import { startTestMetrics } from './start-test-metrics.ts'

async function start(
  environment: Record<string, string> = {},
  ...rejects: Parameters<typeof startMetricsReceiver>
) {
  const receiver = await startMetricsReceiver(...rejects)
  const metrics = startTestMetrics({ OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, ...environment })
  onTestFinished(async () => {
    await metrics.signal.shutdown(AbortSignal.abort())
    await receiver.close()
  })
  const collect = async () => {
    await metrics.signal.flush(AbortSignal.timeout(20_000))
    return receiver.points()
  }
  return { receiver, metrics, collect, meter: metrics.meter }
}

const spanContext = { traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8), traceFlags: 1 }
const inSpan = (traceFlags: number) =>
  trace.setSpanContext(ROOT_CONTEXT, { ...spanContext, traceFlags })

it('exports counters, gauges and exponential histograms of the application', async () => {
  const { meter, collect } = await start()
  meter.createCounter('posts', { unit: '{post}' }).add(3, { kind: 'reply' })
  meter.createObservableGauge('depth').addCallback((result) => result.observe(7))
  meter.createHistogram('wait', { unit: 's' }).record(0.5)
  const points = await collect()
  expect(points.find(({ name }) => name === 'posts')).toMatchObject({
    kind: 'sum',
    unit: '{post}',
    scope: 'test',
    temporality: 'CUMULATIVE',
    attributes: { kind: 'reply' },
    resource: { 'service.name': 'under-test' },
  })
  expect(points.find(({ name }) => name === 'depth')?.kind).toBe('gauge')
  expect(points.find(({ name }) => name === 'wait')?.kind).toBe('exponentialHistogram')
})

it('honors the temporality and histogram preferences', async () => {
  const { meter, collect } = await start({
    OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'delta',
    OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION: 'explicit_bucket_histogram',
  })
  meter.createHistogram('wait').record(1)
  meter.createUpDownCounter('open').add(1)
  const points = await collect()
  expect(points.find(({ name }) => name === 'wait')).toMatchObject({
    kind: 'histogram',
    temporality: 'DELTA',
  })
  expect(points.find(({ name }) => name === 'open')?.temporality).toBe('CUMULATIVE')
})

it('adds exemplars of sampled spans: the largest value and the last error among them', async () => {
  const { meter, collect } = await start()
  const histogram = meter.createHistogram('wait')
  context.with(ROOT_CONTEXT, () => histogram.record(9))
  for (let count = 0; count < 1000; count += 1)
    histogram.record(0.1, {}, inSpan(TraceFlags.SAMPLED))
  histogram.record(5, {}, inSpan(TraceFlags.SAMPLED))
  histogram.record(7, {}, inSpan(TraceFlags.NONE))
  histogram.record(0.2, { 'error.type': '500' }, inSpan(TraceFlags.SAMPLED))
  const points = (await collect()).filter(({ name }) => name === 'wait')
  const values = points.flatMap(({ point }) => point.exemplars ?? [])
  expect(values.map(({ asDouble }) => asDouble)).toEqual(expect.arrayContaining([5, 0.2]))
  expect(values.map(({ asDouble }) => asDouble)).not.toContain(7)
  expect(values.length).toBeLessThanOrEqual(18)
  const traceId = Buffer.from(spanContext.traceId, 'hex').toString('base64')
  expect(new Set(values.map((exemplar) => exemplar.traceId))).toEqual(new Set([traceId]))
})

it('delivers all series of a collection that is larger than the queue', async () => {
  const { metrics, meter, collect } = await start()
  const histograms = Array.from({ length: 15 }, (_, index) => meter.createHistogram(`h${index}`))
  for (const histogram of histograms)
    for (let series = 0; series < 2000; series += 1) histogram.record(series, { series })
  const points = await collect()
  const keys = points.map(({ name, attributes }) => `${name} ${JSON.stringify(attributes)}`)
  expect(new Set(keys).size).toBe(30_000)
  expect(metrics.signal.ledger()).toMatchObject({ accepted: 30_000, sent: 30_000, dropped: {} })
})

it('splits requests by bytes, and a data point that is too large takes no other with it', async () => {
  const { metrics, receiver, meter, collect } = await start()
  const gauge = meter.createObservableGauge('observed')
  gauge.addCallback((result) => {
    for (let series = 0; series < 100; series += 1)
      result.observe(series, { series, text: 'x'.repeat(series === 50 ? 1_000_000 : 20_000) })
  })
  expect(await collect()).toHaveLength(99)
  expect(metrics.signal.ledger()).toMatchObject({ sent: 99, dropped: { too_large: 1 } })
  for (const { body } of receiver.received) expect(body.length).toBeLessThan(900_001)
})

it('a callback that throws or hangs delays and drops no other metric', async () => {
  const { metrics, meter, receiver } = await start()
  meter.createCounter('posts').add(1)
  meter.createObservableGauge('throws').addCallback(() => {
    throw new Error('no value')
  })
  meter.createObservableGauge('rejects').addCallback(() => Promise.reject(new Error('no value')))
  meter.createObservableGauge('hangs').addCallback(() => new Promise(() => undefined))
  meter.createObservableGauge('slow').addCallback(async (result) => {
    await new Promise((resolve) => setTimeout(resolve, 50))
    result.observe(1)
  })
  await metrics.signal.shutdown(AbortSignal.timeout(5000))
  expect(receiver.points().map(({ name }) => name)).toEqual(['posts', 'slow'])
})

it('exports the delivery counters of active signals, each drop reason from the start', async () => {
  const { metrics, collect } = await start()
  const ledger = createLedger()
  ledger.accept(5)
  ledger.drop('queue_full', 2)
  const { flush, shutdown } = metrics.signal
  metrics.observe([
    { name: 'spans', destination: 'http://localhost', ledger: ledger.snapshot, flush, shutdown },
    createOffSignal('segments', 'AWS_XRAY_DAEMON_ADDRESS is not set'),
  ])
  const points = (await collect()).map(({ name, attributes, point }) => ({
    ...{ name, signal: attributes['telemetry.signal'] },
    ...{ reason: attributes['telemetry.drop_reason'], value: point.asDouble },
  }))
  expect(new Set(points.map(({ signal }) => signal))).toEqual(new Set(['spans']))
  const drops = points.filter(({ name }) => name === 'telemetry.delivery.dropped')
  expect(Object.fromEntries(drops.map(({ reason, value }) => [reason, value]))).toEqual({
    ...{ queue_full: 2, rejected: 0, too_large: 0, invalid: 0 },
    ...{ out_of_window: 0, rate_limit: 0, shutdown: 0 },
  })
  expect(points).toContainEqual({
    ...{ name: 'telemetry.delivery.accepted', signal: 'spans', reason: undefined, value: 5 },
  })
})

it('bounds the series of an instrument and marks the overflow', async () => {
  const { meter, collect } = await start()
  const counter = meter.createCounter('by.user')
  for (let user = 0; user < 5000; user += 1) counter.add(1, { user })
  const points = (await collect()).filter(({ name }) => name === 'by.user')
  expect(points.length).toBe(2000)
  const total = points.reduce((sum, { point }) => sum + Number(point.asDouble), 0)
  expect(total).toBe(5000)
  expect(points.some(({ attributes }) => attributes['otel.metric.overflow'] === true)).toBe(true)
})

it('redacts attributes of data points', async () => {
  const { meter, collect } = await start()
  meter.createCounter('logins').add(1, {
    ...{ password: 'hunter2', note: 'Bearer abcdefghijklmnop0123', account: 4111111111111111 },
    ...{ list: ['token=hunter2'], 'secret=hunter2': 1 },
  })
  await collect()
  const { receiver } = await start()
  expect(receiver.received).toEqual([])
  const [point] = (await collect()).filter(({ name }) => name === 'logins')
  expect(JSON.stringify(point)).not.toMatch(/hunter2|abcdefghijklmnop0123|4111111/)
})

it('counts data points that the backend rejects and logs its message', async () => {
  const { metrics, meter, collect } = await start({}, 1)
  meter.createCounter('a').add(1)
  meter.createCounter('b').add(1)
  await collect()
  expect(metrics.signal.ledger()).toMatchObject({ accepted: 2, sent: 1, dropped: { rejected: 1 } })
  expect(metrics.warnings).toEqual(['1 data points rejected: too many'])
})

it.each([400, 413])(
  'a data point that the backend rejects with %i takes no other with it',
  async (status) => {
    const { metrics, meter, collect } = await start({}, 0, ({ body }) =>
      body.includes('poison') ? status : 200,
    )
    const posts = meter.createCounter('posts')
    for (let series = 0; series < 1000; series += 1)
      posts.add(1, { series: series === 300 ? 'poison' : series })
    meter.createHistogram('wait').record(1)
    expect(await collect()).toHaveLength(1000)
    const reason = status === 413 ? 'too_large' : 'rejected'
    expect(metrics.signal.ledger()).toMatchObject({ sent: 1000, dropped: { [reason]: 1 } })
  },
)

it('a metric that the backend rejects takes no other with it', async () => {
  const { metrics, meter, collect } = await start({}, 0, ({ body }) =>
    body.includes('poison') ? 400 : 200,
  )
  for (let index = 0; index < 20; index += 1) {
    const counter = meter.createCounter(index === 7 ? 'poison' : `posts.${index}`)
    for (let series = 0; series < 30; series += 1) counter.add(1, { series })
  }
  const points = await collect()
  expect(points.filter(({ name }) => name.startsWith('posts'))).toHaveLength(19 * 30)
  expect(metrics.signal.ledger()).toMatchObject({ sent: 570, dropped: { rejected: 30 } })
})

it('signs requests to CloudWatch and sends it no headers of another backend', async () => {
  const receiver = await startMetricsReceiver()
  onTestFinished(() => receiver.close())
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret' })
  const { signal, meter } = startTestMetrics({
    TELEMETRY_METRICS_EXPORTER: 'cloudwatch',
    AWS_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL_CLOUDWATCH: receiver.url,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-honeycomb-team=key',
    OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
  })
  meter.createCounter('posts').add(1)
  await signal.shutdown(AbortSignal.timeout(20_000))
  const [request] = receiver.received
  expect(request && verifySignature(request, 'secret')).toEqual({
    accessKeyId: 'AKIATEST',
    region: 'eu-central-1',
    service: 'monitoring',
  })
  expect(request?.headers).not.toHaveProperty('x-honeycomb-team')
  expect(receiver.points().map(({ name }) => name)).toEqual(['posts'])
})

it.each([
  [{}, 'off: OTEL_EXPORTER_OTLP_ENDPOINT is not set'],
  [{ OTEL_METRICS_EXPORTER: 'none' }, 'off: OTEL_METRICS_EXPORTER is none'],
  [{ OTEL_SDK_DISABLED: 'true' }, 'off: OTEL_SDK_DISABLED is true'],
  [{ OTEL_METRICS_EXPORTER: 'otlp' }, 'http://localhost:4318/v1/metrics'],
  [{ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://127.0.0.1:9/own' }, 'http://127.0.0.1:9/own'],
])('with %j the destination is %s', async (environment, destination) => {
  const { signal } = startTestMetrics(environment)
  expect(signal.destination).toBe(destination)
  await signal.shutdown(AbortSignal.abort())
})

it('requires a region for CloudWatch', () => {
  expect(() => loadConfig({ TELEMETRY_METRICS_EXPORTER: 'cloudwatch' })).toThrow(/AWS_REGION/)
})
