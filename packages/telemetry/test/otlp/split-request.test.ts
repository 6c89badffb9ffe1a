import { ProtobufMetricsSerializer, ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  type InstrumentType,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import { expect, it } from 'vitest'
import { createSpanEncoder } from '../../src/otlp/encode-spans.ts'
import { dataPointPath, recordPath, splitRequest } from '../../src/otlp/split-request.ts'
import { aggregationOf } from '../../src/signals/metrics/metrics-reader.ts'
import { splitPoints } from '../../src/signals/metrics/split-points.ts'
import { startTracer } from '../signals/spans/tracer/start-tracer.ts'

function encode(spans: readonly ReadableSpan[]): Uint8Array {
  const encoder = createSpanEncoder()
  encoder.add(spans)
  return new Uint8Array(encoder.take())
}

it('halves a request with several scopes, to single spans in the end', () => {
  const { provider, ended } = startTracer()
  for (const scope of ['one', 'two']) {
    const tracer = provider.getTracer(scope, '1', { schemaUrl: 'https://schema' })
    for (let count = 0; count < 3; count += 1) {
      tracer.startSpan(`${scope} ${count}`, { attributes: { text: 'x'.repeat(200) } }).end()
    }
  }
  const halves = splitRequest(encode(ended), recordPath)
  expect(halves?.map(({ count }) => count)).toEqual([3, 3])
  const serialized = (spans: ReadableSpan[]) =>
    Buffer.from(ProtobufTraceSerializer.serializeRequest(spans) ?? []).toString('hex')
  expect(halves?.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).toEqual([
    serialized(ended.slice(0, 3)),
    serialized(ended.slice(3)),
  ])
  expect(splitRequest(encode(ended.slice(0, 1)), recordPath)).toBeUndefined()
})

it.each([true, false])('halves data points of every type to single ones', async (isExponential) => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA)
  const reader = new PeriodicExportingMetricReader({
    exporter: Object.assign(exporter, {
      selectAggregation: (type: InstrumentType) => aggregationOf(isExponential, type),
    }),
  })
  const provider = new MeterProvider({ readers: [reader] })
  for (const scope of ['one', 'two']) {
    const meter = provider.getMeter(scope, '1', { schemaUrl: 'https://schema' })
    const attributes = { text: 'x'.repeat(200) }
    for (const kind of ['a', 'b']) {
      meter.createHistogram('histogram', { unit: 's' }).record(3, { ...attributes, kind })
      meter.createCounter('counter').add(2, { ...attributes, kind })
      meter.createGauge('gauge').record(1.5, { ...attributes, kind })
    }
  }
  await reader.forceFlush()
  const [collected] = exporter.getMetrics()
  await provider.shutdown()
  if (!collected) throw new Error('nothing was collected')
  const singles = (request: Uint8Array): Uint8Array[] =>
    splitRequest(request, dataPointPath)?.flatMap(({ bytes }) => singles(bytes)) ?? [request]
  const hex = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('hex')
  const serialized = [...splitPoints(collected, 1)].map((part) =>
    hex(ProtobufMetricsSerializer.serializeRequest(part)),
  )
  expect(serialized).toHaveLength(12)
  const request = ProtobufMetricsSerializer.serializeRequest(collected)
  expect(singles(request ?? new Uint8Array()).map(hex)).toEqual(serialized)
})
