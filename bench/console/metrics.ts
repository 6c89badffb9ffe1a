import {
  attributeField,
  bytesField,
  doubleField,
  nanosField,
  numberField,
  textField,
} from './protobuf.ts'
import { createRandom } from './random.ts'
import type { ExportRequest } from './spans.ts'

/**
 * The metrics of a service, one request per export: of 1,000 data points a fifth is exponential
 * histograms with 30 buckets, two fifths are counters and two fifths gauges, each with four attributes
 * of the semantic conventions for HTTP.
 */
const points = { histograms: 200, counters: 400, gauges: 400 } as const
const [processes, intervalNano, buckets] = [10, 60_000_000_000n, 30]
const [cumulative, monotonic] = [numberField(2, 2), numberField(3, 1)]
export const pointsPerRequest = points.histograms + points.counters + points.gauges

export function* metricRequests(requests: number, toNano: bigint): Generator<ExportRequest> {
  const random = createRandom(1)
  for (let index = 0; index < requests; index++) {
    const process = index % processes
    const exported = BigInt(Math.floor((requests - 1 - index) / processes))
    const timeNano = toNano - exported * intervalNano
    yield {
      body: bytesField(
        1,
        bytesField(
          1,
          attributeField(1, 'service.name', `service-${process}`),
          attributeField(1, 'service.instance.id', `instance-${process}`),
          attributeField(1, 'service.version', '1.4.2'),
        ),
        bytesField(
          2,
          bytesField(1, textField(1, 'bench')),
          metric('http.server.request.duration', 's', 10, [
            ...of(points.histograms, (series) => histogramPoint(series, timeNano, random.integer)),
            cumulative,
          ]),
          metric('app.requests', '{request}', 7, [
            ...of(points.counters, (series) => numberPoint(series, timeNano, index)),
            cumulative,
            monotonic,
          ]),
          metric(
            'app.level',
            '1',
            5,
            of(points.gauges, (series) => numberPoint(series, timeNano, random.fraction())),
          ),
        ),
      ),
      spans: pointsPerRequest,
    }
  }
}

const of = (count: number, point: (series: number) => Buffer) =>
  Array.from({ length: count }, (_, series) => bytesField(1, point(series)))

function metric(name: string, unit: string, kind: number, parts: readonly Buffer[]): Buffer {
  return bytesField(2, textField(1, name), textField(3, unit), bytesField(kind, ...parts))
}

const attributes = (field: number, series: number) => [
  attributeField(field, 'http.route', `/api/route-${series}`),
  attributeField(field, 'http.request.method', 'GET'),
  attributeField(field, 'http.response.status_code', '200'),
  attributeField(field, 'url.scheme', 'http'),
]

function numberPoint(series: number, timeNano: bigint, value: number): Buffer {
  const times = [nanosField(2, timeNano - intervalNano), nanosField(3, timeNano)]
  return Buffer.concat([...attributes(7, series), ...times, doubleField(4, value)])
}

function histogramPoint(
  series: number,
  timeNano: bigint,
  integer: (end: number) => number,
): Buffer {
  const counts = Buffer.from(Array.from({ length: buckets }, () => integer(100)))
  const count = counts.reduce((sum, value) => sum + value, 0)
  return Buffer.concat([
    ...attributes(1, series),
    nanosField(2, timeNano - intervalNano),
    nanosField(3, timeNano),
    nanosField(4, BigInt(count)),
    doubleField(5, count / 50),
    numberField(6, 8),
    bytesField(8, numberField(1, 20), bytesField(2, counts)),
  ])
}
