import { type Attributes, type Meter, ValueType } from '@opentelemetry/api'
import {
  AggregationTemporality,
  type Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { describe, expect, it } from 'vitest'
import { createExemplars } from '../../../src/signals/metrics/exemplars.ts'
import { createGuardedMeters } from '../../../src/signals/metrics/guarded-meters.ts'

function start() {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter })
  const warnings: string[] = []
  const meters = createGuardedMeters(
    new MeterProvider({ readers: [reader] }),
    createExemplars('always_on'),
    (problem) => warnings.push(problem),
  )
  const collect = async () => {
    await reader.forceFlush()
    return (exporter.getMetrics()[0]?.scopeMetrics ?? [])
      .flatMap(({ metrics }) => metrics)
      .flatMap(({ descriptor: { name }, dataPoints }) =>
        dataPoints.map(({ attributes, value }) => ({
          name,
          attributes,
          value: typeof value === 'number' ? value : (value as Histogram).count,
        })),
      )
  }
  return { meters, meter: meters.getMeter('test'), warnings, collect }
}

type Measure = (value: number, attributes?: Attributes) => void
const instruments: Readonly<Record<string, (meter: Meter) => Measure>> = {
  counter: (meter) => meter.createCounter('measured').add,
  'up-down counter': (meter) => meter.createUpDownCounter('measured').add,
  histogram: (meter) => meter.createHistogram('measured').record,
  gauge: (meter) => meter.createGauge('measured').record,
}
const circular: Record<string, unknown> = {}
circular.self = circular
const invalid: Readonly<Record<string, unknown>> = {
  null: null,
  text: 'text',
  bigint: { id: 10n },
  circular: { circular },
  function: { call: () => 1 },
  symbol: { symbol: Symbol('symbol') },
  undefined: { plan: undefined },
  getter: {
    get plan() {
      throw new Error('no plan')
    },
  },
}

describe.each(Object.keys(instruments))('a %s', (kind) => {
  it.each(Object.keys(invalid))(
    'counts a measurement with invalid attributes: %s',
    async (name) => {
      const { meter, warnings, collect } = start()
      const measure = instruments[kind]?.(meter)
      measure?.(1, invalid[name] as Attributes)
      measure?.(1)
      expect(await collect()).toEqual([
        { name: 'measured', attributes: {}, value: kind === 'gauge' ? 1 : 2 },
      ])
      expect(warnings).toHaveLength(name === 'undefined' || name === 'null' ? 0 : 1)
    },
  )

  it('keeps valid attributes next to an invalid one', async () => {
    const { meter, collect } = start()
    const valid = { route: '/', sizes: [1, 2], retried: false }
    instruments[kind]?.(meter)(1, { ...valid, id: 10n } as never)
    expect(await collect()).toMatchObject([{ attributes: valid }])
  })

  it('bounds the length and number of attributes', async () => {
    const { meter, collect } = start()
    const measure = instruments[kind]?.(meter)
    measure?.(1, { long: 'x'.repeat(1_000_000) })
    measure?.(1, Object.fromEntries(Array.from({ length: 1000 }, (_, key) => [`k${key}`, key])))
    const [long, many] = await collect()
    expect(long?.attributes.long).toHaveLength(4096)
    expect(Object.keys(many?.attributes ?? {})).toHaveLength(128)
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, '5', null, undefined, 5n, {}])(
    'the value %s does not change later ones',
    async (value) => {
      const { meter, collect } = start()
      const measure = instruments[kind]?.(meter)
      measure?.(value as number)
      measure?.(2)
      expect(await collect()).toMatchObject([{ value: kind === 'histogram' ? 1 : 2 }])
    },
  )
})

it('ignores negative values of counters and histograms', async () => {
  const { meter, warnings, collect } = start()
  meter.createCounter('counter').add(-1)
  meter.createHistogram('histogram').record(-1)
  meter.createUpDownCounter('up.down').add(-1)
  meter.createGauge('gauge').record(-1)
  expect(await collect()).toMatchObject([
    { name: 'up.down', value: -1 },
    { name: 'gauge', value: -1 },
  ])
  expect(warnings).toEqual([
    'measurement of counter is ignored: invalid value',
    'measurement of histogram is ignored: invalid value',
  ])
})

it('truncates fractions of integer instruments', async () => {
  const { meter, collect } = start()
  meter.createCounter('counter', { valueType: ValueType.INT }).add(2.9)
  expect(await collect()).toMatchObject([{ value: 2 }])
})

it.each([null, undefined, 5, {}, Symbol('name')])(
  'an instrument with the name %s records nothing and harms no other',
  async (given) => {
    const { meters, meter, collect } = start()
    const name = given as string
    for (const from of [meter, meters.getMeter(name, name, name as never)]) {
      from.createCounter(name).add(1)
      from.createUpDownCounter(name).add(1)
      from.createHistogram(name).record(1)
      from.createGauge(name).record(1)
      from.createObservableCounter(name).addCallback((result) => result.observe(1))
      from.createObservableUpDownCounter(name).addCallback((result) => result.observe(1))
      from.createObservableGauge(name).addCallback((result) => result.observe(1))
      from.addBatchObservableCallback(() => undefined, name as never)
      from.removeBatchObservableCallback(() => undefined, name as never)
    }
    meter.createCounter('valid').add(1)
    expect(await collect()).toEqual([{ name: 'valid', attributes: {}, value: 1 }])
  },
)

it('the attributes of an exemplar are those of its measurement', () => {
  const exemplars = createExemplars('always_on')
  const reader = new PeriodicExportingMetricReader({
    exporter: new InMemoryMetricExporter(AggregationTemporality.DELTA),
  })
  const provider = new MeterProvider({ readers: [reader] })
  const meters = createGuardedMeters(provider, exemplars, () => undefined)
  const { record } = meters.getMeter('test').createHistogram('wait')
  const reused = { route: '/first' }
  record(1, reused)
  reused.route = '/second'
  record(2, reused)
  expect(exemplars.take('test', 'wait').map(({ attributes }) => attributes.route)).toEqual([
    '/first',
    '/second',
  ])
})
