import { expect } from 'vitest'
import { exponentialPoint, generator, nano } from '../support/metric-process.ts'

type Attributes = Readonly<Record<string, string>>

/** Sends metrics of a service as OTLP JSON over HTTP. */
export async function sendMetrics(
  otlpUrl: string,
  service: string,
  metrics: readonly object[],
  resource: Attributes = {},
): Promise<void> {
  const attributes = toAttributes({ ...resource, 'service.name': service })
  const body = { resourceMetrics: [{ resource: { attributes }, scopeMetrics: [{ metrics }] }] }
  const response = await fetch(`${otlpUrl}/v1/metrics`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  expect(response.status).toBe(200)
}

const toAttributes = (attributes: Attributes) =>
  Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }))

export interface ShopTraffic {
  /** Minutes of data before now. */
  readonly minutes: number
  readonly routes: number
  readonly exemplarTraceId?: string
}

/** One instrument of each type, exported once a minute. */
export async function sendShopMetrics(
  otlpUrl: string,
  service: string,
  { minutes, routes, exemplarTraceId }: ShopTraffic,
): Promise<void> {
  const random = generator(7)
  const startMillis = Date.now() - minutes * 60_000
  const exports = Array.from(
    { length: minutes },
    (_none, minute) => startMillis + (minute + 1) * 60_000 - 5_000,
  )
  const start = { startTimeUnixNano: nano(startMillis) }
  const paths = Array.from({ length: routes }, (_none, index) => `/api/route-${index + 1}`)
  const route = (path: string) => ({
    attributes: toAttributes({ 'http.route': path, 'http.request.method': 'GET' }),
  })
  const measured = new Map(paths.map((path) => [path, [] as number[]]))
  const points = exports.flatMap((at, minute) =>
    paths.map((path, index) => {
      const values = measured.get(path) ?? []
      for (let request = 0; request < 120 / (index + 1); request += 1)
        values.push((index + 1) * 0.004 * Math.exp(2.5 * random()))
      const isLast = minute === minutes - 1 && index === 0
      const exemplars =
        isLast && exemplarTraceId !== undefined
          ? [
              {
                asDouble: 0.9,
                traceId: exemplarTraceId,
                spanId: 'e'.repeat(16),
                timeUnixNano: nano(at - 1_000),
              },
            ]
          : []
      return {
        ...exponentialPoint(values, 4),
        ...route(path),
        ...start,
        timeUnixNano: nano(at),
        exemplars,
      }
    }),
  )
  const numbers = (value: (minute: number) => number) =>
    exports.map((at, minute) => ({ ...start, timeUnixNano: nano(at), asDouble: value(minute) }))
  const cumulative = { aggregationTemporality: 2 }
  await sendMetrics(otlpUrl, service, [
    {
      ...{
        name: 'http.server.request.duration',
        unit: 's',
        description: 'Duration of HTTP server requests',
      },
      exponentialHistogram: { dataPoints: points, ...cumulative },
    },
    {
      ...{ name: 'app.orders', unit: '{order}', description: 'Orders' },
      sum: { dataPoints: numbers((minute) => 30 * (minute + 1)), ...cumulative, isMonotonic: true },
    },
    {
      ...{ name: 'http.server.active_requests', unit: '{request}' },
      sum: { dataPoints: numbers((minute) => 3 + (minute % 5)), ...cumulative },
    },
    {
      ...{ name: 'v8js.memory.heap.used', unit: 'By' },
      gauge: { dataPoints: numbers((minute) => 5e7 + 1e6 * (minute % 9)) },
    },
    {
      ...{ name: 'legacy.wait', unit: 'ms' },
      summary: {
        dataPoints: exports.map((at, minute) => ({
          ...{ ...start, timeUnixNano: nano(at), count: 10 * (minute + 1), sum: 40 * (minute + 1) },
          quantileValues: [
            { quantile: 0.5, value: 3 },
            { quantile: 0.99, value: 20 + minute },
          ],
        })),
      },
    },
  ])
}
