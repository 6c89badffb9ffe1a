import { rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { decodeJsonMetrics } from '../../src/decode/otlp/json/decode-metrics.ts'
import { listMetrics } from '../../src/query/metrics/list-metrics.ts'
import { readMetric } from '../../src/query/metrics/read-metric.ts'
import type { Store } from '../../src/store/open-store.ts'
import { storeFolder, withStore } from '../support/temp-store.ts'

const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } })

async function insertEveryKind(store: Store): Promise<void> {
  const point = { timeUnixNano: String(BigInt(Date.now()) * 1_000_000n), asInt: 1 }
  const histogram = { ...point, count: '1', sum: 1 }
  const attributes = [attribute('service.name', 'shop'), attribute('service.instance.id', 'shop-1')]
  const metrics = [
    { name: 'gauge', gauge: { dataPoints: [point] } },
    { name: 'sum', sum: { dataPoints: [point] } },
    {
      name: 'histogram',
      histogram: { dataPoints: [{ ...histogram, bucketCounts: ['1', '0'], explicitBounds: [1] }] },
    },
    {
      name: 'exponential',
      exponentialHistogram: {
        dataPoints: [{ ...histogram, positive: { offset: 0, bucketCounts: ['1'] } }],
      },
    },
    {
      name: 'summary',
      summary: { dataPoints: [{ ...histogram, quantileValues: [{ quantile: 1, value: 2 }] }] },
    },
  ]
  const body = { resourceMetrics: [{ resource: { attributes }, scopeMetrics: [{ metrics }] }] }
  const { rows } = decodeJsonMetrics(Buffer.from(JSON.stringify(body)))
  for (const { kind, row } of rows) await store.sink.insert(kind, [row as never])
}

test('metrics on disk and in memory are listed and read together after a restart', async () => {
  const folder = await storeFolder()
  await withStore(folder, insertEveryKind)
  await withStore(folder, async (store) => {
    for (const pointCount of [1, 2]) {
      if (pointCount === 2) await insertEveryKind(store)
      const { metrics } = await listMetrics(store.metrics, { service: 'shop' })
      expect(metrics.map(({ name, ...metric }) => [name, metric.pointCount])).toEqual(
        ['exponential', 'gauge', 'histogram', 'sum', 'summary'].map((name) => [name, pointCount]),
      )
      for (const { name } of metrics)
        expect(await readMetric(store.metrics, { name, by: 'service.instance.id' })).toMatchObject({
          name,
        })
    }
  })
  await rm(folder, { recursive: true })
})
