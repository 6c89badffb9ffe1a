import { ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  type InstrumentType,
  MeterProvider,
  PeriodicExportingMetricReader,
  type ResourceMetrics,
} from '@opentelemetry/sdk-metrics'
import { describe, expect, it } from 'vitest'
import { createMetricsEncoder } from '../../../src/signals/metrics/encode-metrics.ts'
import { aggregationOf } from '../../../src/signals/metrics/metrics-reader.ts'
import { decodeRequest } from '../../support/metrics-receiver.ts'

/** Collects random measurements of every instrument kind. */
async function collect(seed: number, isExponential: boolean): Promise<ResourceMetrics> {
  const random = generator(seed)
  const exporter = new InMemoryMetricExporter(
    random() < 0.5 ? AggregationTemporality.DELTA : AggregationTemporality.CUMULATIVE,
  )
  const reader = new PeriodicExportingMetricReader({
    exporter: Object.assign(exporter, {
      selectAggregation: (type: InstrumentType) => aggregationOf(isExponential, type),
    }),
  })
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': `service ${seed}`, 'process.pid': seed }),
    readers: [reader],
  })
  const meter = provider.getMeter('scope', random() < 0.5 ? '1.0' : undefined)
  const attributes = () => ({
    text: `value ${Math.floor(random() * 3)}`,
    flag: random() < 0.5,
    list: ['a', 'b'],
    number: Math.floor(random() * 3) - 1,
  })
  const histogram = meter.createHistogram('histogram', { unit: 's', description: 'text ✓' })
  const counter = meter.createCounter('counter', { valueType: 0 })
  const upDown = meter.createUpDownCounter('up.down')
  const gauge = meter.createGauge('gauge')
  meter.createObservableGauge('observed').addCallback((result) => {
    result.observe((random() - 0.5) * 2 ** 70, attributes())
  })
  for (let count = 0; count < 200; count += 1) {
    histogram.record(
      random() < 0.1 ? 0 : random() * 10 ** Math.floor(random() * 12 - 6),
      attributes(),
    )
    counter.add(Math.floor(random() * 2 ** 40), attributes())
    upDown.add(Math.round((random() - 0.5) * 1000), attributes())
    gauge.record((random() - 0.5) * 100, attributes())
  }
  await reader.forceFlush()
  const [collected] = exporter.getMetrics()
  await provider.shutdown()
  if (!collected) throw new Error('nothing was collected')
  return collected
}

/** mulberry32 */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

describe.each([
  ['exponential', true],
  ['explicit', false],
])('with %s histograms', (_kind, isExponential) => {
  it('encodes the same messages as the SDK, without exemplars', async () => {
    const encoder = createMetricsEncoder((attributes) => attributes)
    for (let seed = 1; seed <= 10; seed += 1) {
      const collected = await collect(seed, isExponential)
      const expected = ProtobufMetricsSerializer.serializeRequest(collected)
      const actual = encoder.encode(collected, () => []).bytes
      expect(decodeRequest(actual)).toEqual(decodeRequest(expected ?? new Uint8Array()))
    }
  })
})

it('omits what cannot be encoded, without the data points next to it', async () => {
  const encoder = createMetricsEncoder((attributes) => ({ ...attributes }))
  const collected = await collect(1, true)
  const [scope] = collected.scopeMetrics
  const unreadable = {
    get text() {
      throw new Error('unreadable')
    },
  }
  const metrics = (scope?.metrics ?? []).map((metric) => ({
    ...metric,
    dataPoints: metric.dataPoints.map((point, index) =>
      index === 0 ? { ...point, attributes: unreadable } : point,
    ),
  })) as unknown as (typeof collected.scopeMetrics)[number]['metrics']
  const poisoned = {
    ...collected,
    scopeMetrics: collected.scopeMetrics.map((one) => ({ ...one, metrics })),
  } as ResourceMetrics
  const points = (bytes: Uint8Array) =>
    decodeRequest(bytes).resourceMetrics[0].scopeMetrics[0].metrics.map(
      // biome-ignore lint/suspicious/noExplicitAny: decoded
      (metric: any) => metric[metric.data].dataPoints ?? [],
    )
  const whole = points(encoder.encode(collected, () => []).bytes)
  const { bytes, invalid } = encoder.encode(poisoned, () => [])
  expect(invalid).toBe(metrics.length)
  expect(points(bytes)).toEqual(whole.map((list: unknown[]) => list.slice(1)))
  expect(points(encoder.encode(collected, () => []).bytes)).toEqual(whole)
})

it('writes exemplars on the data point with the same attributes', async () => {
  const encoder = createMetricsEncoder((attributes) => attributes)
  const collected = await collect(1, true)
  const histogram = collected.scopeMetrics[0]?.metrics.find(
    ({ descriptor }) => descriptor.name === 'histogram',
  )
  const attributes = histogram?.dataPoints[1]?.attributes ?? {}
  const span = { traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8), traceFlags: 1 }
  const exemplar = { value: 0.25, attributes, timeMillis: 1_700_000_000_123, span }
  const { bytes } = encoder.encode(collected, (_scope, name) =>
    name === 'histogram' ? [exemplar] : [],
  )
  const decoded = decodeRequest(bytes).resourceMetrics[0].scopeMetrics[0].metrics.find(
    ({ name }: { name: string }) => name === 'histogram',
  ).exponentialHistogram.dataPoints
  expect(decoded.map(({ exemplars = [] }) => exemplars.length)).toEqual(
    decoded.map((_: unknown, index: number) => (index === 1 ? 1 : 0)),
  )
  expect(decoded[1].exemplars[0]).toMatchObject({
    asDouble: 0.25,
    timeUnixNano: '1700000000123000000',
    traceId: Buffer.from('ab'.repeat(16), 'hex').toString('base64'),
    spanId: Buffer.from('cd'.repeat(8), 'hex').toString('base64'),
  })
})
