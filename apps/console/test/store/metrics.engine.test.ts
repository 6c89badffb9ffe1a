import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeJsonMetrics } from '../../src/decode/otlp/json/decode-metrics.ts'
import { listMetrics } from '../../src/query/metrics/list-metrics.ts'
import { readMetric } from '../../src/query/metrics/read-metric.ts'
import type { Store } from '../../src/store/open-store.ts'
import { openTempStore } from '../support/temp-store.ts'

let store: Store
beforeAll(async () => {
  store = await openTempStore()
})
afterAll(() => store.close())

const nano = (millis: number) => String(BigInt(millis) * 1_000_000n)
const attributes = [{ key: 'http.route', value: { stringValue: '/' } }]

test('stores every kind of data point, special numbers and 64-bit counts included', async () => {
  const time = { timeUnixNano: nano(Date.now()), startTimeUnixNano: nano(Date.now() - 1000) }
  const traceId = '5b8efff798038103d269b633813fc60c'
  const exemplars = [{ asDouble: 1, traceId, spanId: 'eee19b7ec3c1b174', ...time }]
  const body = {
    resourceMetrics: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] },
        scopeMetrics: [
          {
            metrics: [
              {
                name: 'gauge',
                gauge: {
                  dataPoints: ['NaN', 'Infinity', '-Infinity', 0.1].map((asDouble) => ({
                    ...{ asDouble, attributes, ...time, exemplars },
                  })),
                },
              },
              { name: 'sum', sum: { dataPoints: [{ asInt: '3', ...time }], isMonotonic: true } },
              {
                name: 'explicit',
                histogram: {
                  dataPoints: [
                    { count: 3, sum: 2, bucketCounts: ['1', '2'], explicitBounds: [1], ...time },
                  ],
                },
              },
              {
                name: 'exponential',
                exponentialHistogram: {
                  dataPoints: [
                    {
                      count: '18446744073709551615',
                      positive: { offset: -2, bucketCounts: ['18446744073709551615'] },
                      ...time,
                    },
                  ],
                },
              },
              {
                name: 'summary',
                summary: { dataPoints: [{ quantileValues: [{ quantile: 1, value: 2 }], ...time }] },
              },
            ],
          },
        ],
      },
    ],
  }
  const { rows, rejected } = decodeJsonMetrics(Buffer.from(JSON.stringify(body)))
  expect(rejected).toBe(0)
  for (const { kind, row } of rows) await store.sink.insert(kind, [row as never])
  const range = { fromNano: 0n, toNano: 2n ** 63n - 1n }
  expect(await store.serviceMap.countStored('shop', range)).toMatchObject({ metrics: 8 })
})

const now = Math.floor(Date.now() / 60_000) * 60_000
const startTimeUnixNano = nano(now - 3_600_000)
const route = (value: string) => [{ key: 'http.route', value: { stringValue: value } }]

async function insert(service: string, ...metrics: object[]): Promise<void> {
  const body = {
    resourceMetrics: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: service } }] },
        scopeMetrics: [{ metrics }],
      },
    ],
  }
  const { rows, rejected } = decodeJsonMetrics(Buffer.from(JSON.stringify(body)))
  expect(rejected).toBe(0)
  for (const { kind, row } of rows) await store.sink.insert(kind, [row as never])
}

const range = (minutes: number) => ({
  start: new Date(now - minutes * 60_000).toISOString(),
  end: new Date(now).toISOString(),
})

test('lists metrics by name and service, with type, unit and number of series', async () => {
  const point = (value: string) => ({
    asInt: 1,
    attributes: route(value),
    timeUnixNano: nano(now - 1),
  })
  const sum = {
    dataPoints: [point('/a'), point('/b')],
    aggregationTemporality: 2,
    isMonotonic: true,
  }
  await insert('listed', { name: 'requests', unit: '{request}', description: 'Requests', sum })
  const { metrics } = await listMetrics(store.metrics, { service: 'listed', ...range(5) })
  expect(metrics).toEqual([
    {
      ...{ service: 'listed', name: 'requests', unit: '{request}' },
      ...{ type: 'counter', kind: 'sum', intervalNano: null },
      ...{ description: 'Requests', isMonotonic: true, temporality: 'cumulative' },
      ...{ pointCount: 2, seriesCount: 2 },
      ...{ firstUnixNano: nano(now - 1), lastUnixNano: nano(now - 1) },
    },
  ])
})

test('steps begin with the first data point when most of the range before it is empty', async () => {
  const dataPoints = [5, 3, 1].map((minutes) => ({
    ...{ asInt: 1, timeUnixNano: nano(now - minutes * 60_000) },
  }))
  await insert('young', { name: 'young', unit: '1', gauge: { dataPoints } })
  const query = { name: 'young', steps: 60, since: '1h' }
  const [whole, fitted] = [
    await readMetric(store.metrics, query),
    await readMetric(store.metrics, { ...query, fit: true }),
  ]
  expect(whole.groups[0]?.values.at(0)).toBeNull()
  expect(fitted.groups[0]?.values.at(0)).toBe(1)
  expect(fitted.stepCount).toBeLessThan(10)
})

test('reads the rate of a cumulative counter, grouped by an attribute', async () => {
  const dataPoints = [0, 1, 2, 3].flatMap((minute) =>
    [
      { path: '/a', perMinute: 60 },
      { path: '/b', perMinute: 6 },
    ].map(({ path, perMinute }) => ({
      ...{ asInt: 1000 + minute * perMinute, attributes: route(path), startTimeUnixNano },
      timeUnixNano: nano(now - (4 - minute) * 60_000 + 1000),
    })),
  )
  const sum = { dataPoints, aggregationTemporality: 2, isMonotonic: true }
  await insert('counted', { name: 'hits', sum })
  const result = await readMetric(store.metrics, {
    ...{ name: 'hits', service: 'counted', by: 'http.route', steps: 5 },
    ...range(5),
  })
  expect(result).toMatchObject({ type: 'counter', meaning: 'rate', stepNano: '60000000000' })
  expect(result.groups.map(({ value, total }) => [value, total])).toEqual([
    ['/a', 180],
    ['/b', 18],
  ])
  expect(result.groups[0]?.values).toEqual([null, null, 1, 1, 1])
})

test('reads percentiles and exemplars of an exponential histogram', async () => {
  const traceId = '5b8efff798038103d269b633813fc60c'
  const spanId = 'eee19b7ec3c1b174'
  const time = { startTimeUnixNano: nano(now - 120_000), timeUnixNano: nano(now - 30_000) }
  const dataPoints = [
    {
      ...{ count: 100, sum: 20, scale: 0, ...time },
      positive: { offset: -3, bucketCounts: [50, 45, 5] },
      exemplars: [{ asDouble: 0.9, traceId, spanId, timeUnixNano: nano(now - 31_000) }],
    },
  ]
  const exponentialHistogram = { dataPoints, aggregationTemporality: 2 }
  await insert('timed', { name: 'wait', unit: 's', exponentialHistogram })
  const { groups, exemplars } = await readMetric(store.metrics, { name: 'wait', ...range(5) })
  const [group] = groups
  const last = (values: readonly (number | null)[] = []) => values.find((value) => value !== null)
  expect(group?.total).toBe(100)
  expect(last(group?.p50s)).toBeCloseTo(0.25)
  expect(last(group?.p95s)).toBeCloseTo(0.5)
  expect(exemplars).toMatchObject([{ value: 0.9, traceId, spanId }])
})

test('reads the mean of a gauge and the sum of an up-down counter', async () => {
  const timeUnixNano = nano(now - 30_000)
  const dataPoints = [2, 4].map((asInt) => ({
    asInt,
    attributes: route(`/${asInt}`),
    timeUnixNano,
  }))
  await insert('measured', { name: 'level', gauge: { dataPoints } })
  await insert('measured', { name: 'open', sum: { dataPoints, aggregationTemporality: 2 } })
  const read = async (name: string) => {
    const { meaning, groups } = await readMetric(store.metrics, { name, ...range(5) })
    return [meaning, groups[0]?.values.find((value) => value !== null)]
  }
  expect(await read('level')).toEqual(['mean', 3])
  expect(await read('open')).toEqual(['sum', 6])
})

test('an unknown metric is an error that names it', async () => {
  await expect(readMetric(store.metrics, { name: 'nothing', ...range(5) })).rejects.toThrow(
    'No data points of the metric "nothing" in this time range',
  )
})
