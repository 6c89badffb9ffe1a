import { afterAll, beforeAll, expect, test } from 'vitest'
import { decodeJsonMetrics } from '../../src/decode/otlp/json/decode-metrics.ts'
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
  expect(await store.serviceMap.countKept('shop', range)).toMatchObject({ metrics: 8 })
})
