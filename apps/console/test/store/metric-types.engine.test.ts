import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MetricQuery } from '../../src/contract/metrics.ts'
import { decodeJsonMetrics } from '../../src/decode/otlp/json/decode-metrics.ts'
import { listMetrics } from '../../src/query/metrics/list-metrics.ts'
import { readMetric } from '../../src/query/metrics/read-metric.ts'
import type { Store } from '../../src/store/open-store.ts'
import { explicitPoint, exponentialPoint, nano } from '../support/metric-process.ts'
import { openTempStore } from '../support/temp-store.ts'

let store: Store
beforeAll(async () => {
  store = await openTempStore()
})
afterAll(() => store.close())

const now = Math.floor(Date.now() / 60_000) * 60_000
const attribute = (key: string, stringValue: string) => ({ key, value: { stringValue } })
const route = (value: string) => ({ attributes: [attribute('http.route', value)] })
/** Time of a point, in minutes before the end of the range. */
const at = (minutes: number) => ({ timeUnixNano: nano(now - minutes * 60_000 + 1_000) })
const started = { startTimeUnixNano: nano(now - 86_400_000) }
const [delta, cumulative] = [1, 2]

async function insert(resource: Record<string, string>, ...metrics: object[]): Promise<void> {
  const attributes = Object.entries(resource).map(([key, value]) => attribute(key, value))
  const body = { resourceMetrics: [{ resource: { attributes }, scopeMetrics: [{ metrics }] }] }
  const { rows, rejected } = decodeJsonMetrics(Buffer.from(JSON.stringify(body)))
  expect(rejected).toBe(0)
  for (const { kind, row } of rows) await store.sink.insert(kind, [row as never])
}

const read = (query: MetricQuery) =>
  readMetric(store.metrics, {
    ...{ start: new Date(now - 300_000).toISOString(), end: new Date(now).toISOString() },
    ...{ steps: 5, ...query },
  })
const service = (name: string, instance = '1') => ({
  'service.name': name,
  'service.instance.id': `${name}-${instance}`,
})

test('groups beyond the limit are combined', async () => {
  const sizes = Array.from({ length: 30 }, (_none, index) => index + 1)
  const points = (minutes: number) =>
    sizes.map((size) => ({
      ...route(`/${size}`),
      ...at(minutes),
      ...started,
      asInt: size * (9 - minutes),
    }))
  await insert(service('many'), {
    name: 'hits',
    sum: {
      dataPoints: [...points(3), ...points(2), ...points(1)],
      ...{ aggregationTemporality: cumulative, isMonotonic: true },
    },
  })
  await insert(service('many'), { name: 'level', gauge: { dataPoints: points(1) } })
  const hits = await read({ name: 'hits', service: 'many', by: 'http.route', limit: 3 })
  expect(hits.groups.map(({ value, total }) => [value, total])).toEqual([
    ['/30', 60],
    ['/29', 58],
    ['/28', 56],
  ])
  expect(hits.groupCount).toBe(30)
  expect(hits.attributes).toEqual(['http.route'])
  expect(hits.rest?.total).toBe(2 * (sizes.reduce((sum, size) => sum + size, 0) - 87))
  const level = await read({ name: 'level', service: 'many', by: 'http.route', limit: 3 })
  // The mean of 1 to 27, each times eight.
  expect(level.rest?.values).toEqual([null, null, null, null, 8 * 14])
})

test('data points are filtered by attributes, service and run', async () => {
  const points = ['/a', '/b'].flatMap((path) => [
    { ...route(path), ...at(2), ...started, asInt: 0 },
    { ...route(path), ...at(1), ...started, asInt: path === '/a' ? 6 : 60 },
  ])
  const sum = { dataPoints: points, aggregationTemporality: cumulative, isMonotonic: true }
  await insert(service('filtered', 'x'), { name: 'filtered.hits', sum })
  await insert(service('filtered', 'y'), { name: 'filtered.hits', sum })
  const total = async (query: Omit<MetricQuery, 'name'>) =>
    (await read({ name: 'filtered.hits', ...query })).groups.map((group) => [
      group.value,
      group.total,
    ])
  expect(await total({})).toEqual([[null, 132]])
  expect(await total({ where: 'http.route = "/a"' })).toEqual([[null, 12]])
  expect(await total({ where: 'NOT http.route = "/a" AND service = filtered' })).toEqual([
    [null, 120],
  ])
  expect(await total({ run: 'filtered-x' })).toEqual([[null, 66]])
  expect(await total({ by: 'service.instance.id', where: 'http.route =~ "^/a"' })).toEqual([
    ['filtered-x', 6],
    ['filtered-y', 6],
  ])
  expect(await total({ by: 'service' })).toEqual([['filtered', 132]])
  expect(await total({ by: 'absent' })).toEqual([[null, 132]])
  await expect(total({ where: 'http.route >' })).rejects.toThrow('expected')
  const { metrics: listed } = await listMetrics(store.metrics, {
    where: 'http.route = "/b"',
    service: 'filtered',
  })
  expect(listed.map(({ name, seriesCount }) => [name, seriesCount])).toEqual([['filtered.hits', 2]])
})

test('fields of spans are attributes of data points', async () => {
  const names = ['kind', 'status', 'duration', 'operation', 'status_message', 'trace_id', 'span_id']
  const attributes = names.map((name) => attribute(name, `${name} of a post`))
  const sum = { dataPoints: [{ attributes, ...at(1), asInt: 3 }], aggregationTemporality: delta }
  await insert(service('named'), { name: 'named.posts', sum })
  for (const name of names) {
    const where = `${name} = "${name} of a post"`
    const found = await read({ name: 'named.posts', by: name, where })
    expect(found.groups.map(({ value }) => value)).toEqual([`${name} of a post`])
  }
})

test('steps are not shorter than the interval between data points', async () => {
  const dataPoints = Array.from({ length: 11 }, (_none, index) => ({
    ...at(index * 0.5),
    ...started,
    asInt: 1000 - index * 30,
  }))
  const sum = { dataPoints, aggregationTemporality: cumulative, isMonotonic: true }
  await insert(service('slow'), { name: 'slow.hits', sum })
  const { stepNano, groups } = await read({ name: 'slow.hits', steps: 300 })
  expect(stepNano).toBe('30000000000')
  expect(groups[0]?.values.slice(1)).toEqual(Array(9).fill(1))
})

test('an up-down counter has the last value of each series, and the change of delta series', async () => {
  const open = (instance: string, values: readonly (readonly [number, number, number])[]) =>
    insert(service('pool', instance), {
      name: 'open',
      sum: {
        dataPoints: values.map(([minutes, startedMinutes, asInt]) => ({
          ...at(minutes),
          startTimeUnixNano: nano(now - startedMinutes * 60_000),
          asInt,
        })),
        aggregationTemporality: cumulative,
      },
    })
  // A restart within the minute: the later value counts alone.
  await open('1', [
    [4, 60, 7],
    [3, 60, 7],
    [2.5, 60, 7],
    [2.2, 2.4, 3],
    [1, 2.4, 4],
  ])
  await open('2', [
    [4, 60, 10],
    [3, 60, 10],
    [2.5, 60, 10],
    [1, 60, 5],
  ])
  expect((await read({ name: 'open' })).groups[0]?.values).toEqual([null, 17, 13, null, 9])
  await insert(service('changes'), {
    name: 'changed',
    sum: {
      dataPoints: [
        [3, 5],
        [2, -2],
        [1, 4],
      ].map(([minutes = 0, asInt]) => ({ ...at(minutes), asInt })),
      aggregationTemporality: delta,
    },
  })
  const { type, meaning, groups } = await read({ name: 'changed' })
  expect([type, meaning]).toEqual(['upDownCounter', 'sum'])
  expect(groups[0]?.values).toEqual([null, null, 5, 3, 7])
})

test('histograms of both kinds and temporalities are combined', async () => {
  const values = Array.from({ length: 100 }, (_none, index) => (index + 1) / 100)
  const point = { ...at(1), startTimeUnixNano: nano(now - 120_000) }
  await insert(service('python'), {
    name: 'mixed.duration',
    unit: 's',
    histogram: {
      dataPoints: [{ ...explicitPoint(values, [0.1, 0.25, 0.5, 0.75, 1]), ...point }],
      aggregationTemporality: delta,
    },
  })
  await insert(service('node'), {
    name: 'mixed.duration',
    unit: 's',
    exponentialHistogram: {
      dataPoints: [{ ...exponentialPoint(values, 4), ...point }],
      aggregationTemporality: cumulative,
    },
  })
  const { type, groups, others } = await read({ name: 'mixed.duration' })
  expect([type, others]).toEqual(['histogram', []])
  expect(groups[0]?.total).toBe(200)
  expect(groups[0]?.p50).toBeGreaterThan(0.47)
  expect(groups[0]?.p50).toBeLessThan(0.53)
  const byService = await read({ name: 'mixed.duration', by: 'service.name' })
  expect(byService.groups.map(({ value, total }) => [value, total])).toEqual([
    ['node', 100],
    ['python', 100],
  ])
})

test('a name with several types or units is read as one of them, and the others are listed', async () => {
  const dataPoints = [1, 2, 3].map((minutes) => ({ ...at(minutes), asInt: minutes }))
  await insert(service('one'), { name: 'ambiguous', unit: 'By', gauge: { dataPoints } })
  await insert(service('two'), {
    name: 'ambiguous',
    unit: 'By',
    sum: { dataPoints: dataPoints.slice(1), aggregationTemporality: delta, isMonotonic: true },
  })
  await insert(service('three'), {
    name: 'ambiguous',
    unit: 'kBy',
    gauge: { dataPoints: [dataPoints[0]] },
  })
  const gauge = await read({ name: 'ambiguous' })
  expect([gauge.type, gauge.unit]).toEqual(['gauge', 'By'])
  expect(gauge.groups[0]?.values).toEqual([null, null, 3, 2, 1])
  expect(gauge.others).toEqual([
    { service: 'three', type: 'gauge', unit: 'kBy' },
    { service: 'two', type: 'counter', unit: 'By' },
  ])
  const counter = await read({ name: 'ambiguous', type: 'counter' })
  expect(counter.groups[0]?.total).toBe(5)
  await expect(read({ name: 'ambiguous', type: 'summary' })).rejects.toThrow(
    'No data points of the summary "ambiguous"',
  )
})

test('a summary has its rate, its mean and the quantiles of a single series', async () => {
  const point = (minutes: number, count: number, sum: number, p90: number) => ({
    ...{ ...at(minutes), ...started, count, sum },
    quantileValues: [
      { quantile: 0.5, value: p90 / 2 },
      { quantile: 0.9, value: p90 },
    ],
  })
  await insert(service('java', '1'), {
    name: 'gc.pause',
    unit: 's',
    summary: { dataPoints: [point(3, 10, 1, 0.2), point(2, 70, 31, 0.6), point(1, 10, 20, 0.4)] },
  })
  const { type, groups, exemplars } = await read({ name: 'gc.pause' })
  expect([type, exemplars]).toEqual(['summary', []])
  // The last point is lower: the client restarted.
  expect(groups[0]).toMatchObject({
    values: [null, null, null, 1, 10 / 60],
    means: [null, null, null, 0.5, 2],
    total: 70,
    quantiles: [
      { quantile: 0.5, values: [null, null, null, 0.3, 0.2] },
      { quantile: 0.9, values: [null, null, null, 0.6, 0.4] },
    ],
  })
  await insert(service('java', '2'), {
    name: 'gc.pause',
    unit: 's',
    summary: { dataPoints: [point(2, 0, 0, 1), point(1, 6, 6, 1)] },
  })
  expect((await read({ name: 'gc.pause' })).groups[0]).not.toHaveProperty('quantiles')
})

test('the rate of the current step is that of its exports so far', async () => {
  const nowMillis = now + 90_000
  const dataPoints = [0, 60, 120, 180, 240].map((seconds) => ({
    ...{ ...started, timeUnixNano: nano(now - 170_000 + seconds * 1_000), asInt: seconds * 2 },
  }))
  const sum = { dataPoints, aggregationTemporality: cumulative, isMonotonic: true }
  await insert(service('current'), { name: 'current.hits', sum })
  const { groups, stepNano } = await readMetric(
    store.metrics,
    { name: 'current.hits', since: '10m', steps: 8 },
    nowMillis,
  )
  expect(stepNano).toBe('120000000000')
  expect(groups[0]?.values.filter((value) => value !== null).at(-1)).toBe(2)
})

test('histograms without a sum have rates and percentiles, but no mean', async () => {
  const buckets = { count: 6, bucketCounts: [1, 2, 3], explicitBounds: [1, 2] }
  const explicit = [undefined, 'NaN'].map((sum, index) => ({
    ...{ ...at(index + 1), ...buckets, sum },
  }))
  const exponential = { ...at(1), count: 3, scale: 0, positive: { bucketCounts: [1, 2] } }
  await insert(
    service('without-sum'),
    { name: 'wait.explicit', histogram: { dataPoints: explicit, aggregationTemporality: 1 } },
    {
      name: 'wait.exponential',
      exponentialHistogram: { dataPoints: [exponential], aggregationTemporality: 1 },
    },
  )
  for (const [name, count] of [
    ['wait.explicit', 12],
    ['wait.exponential', 3],
  ] as const) {
    const [group] = (await read({ name })).groups
    expect(group).toMatchObject({ total: count, p50: expect.any(Number) })
    expect(new Set(group?.means)).toEqual(new Set([null]))
  }
})

test('numbers that are not finite are left out', async () => {
  const dataPoints = ['NaN', 'Infinity', 2, 4].map((asDouble, index) => ({
    ...{ ...at(1), ...route(`/${index}`), asDouble },
  }))
  await insert(service('odd'), { name: 'odd.level', gauge: { dataPoints } })
  expect((await read({ name: 'odd.level' })).groups[0]?.values.at(-1)).toBe(3)
})
