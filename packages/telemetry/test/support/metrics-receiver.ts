import protobuf from 'protobufjs'
import { type FaultServer, type ReceivedRequest, startFaultServer } from './fault-server.ts'
import { otlpMetricsSchema } from './otlp-metrics-schema.ts'

const root = protobuf.Root.fromJSON(otlpMetricsSchema)
const requestType = root.lookupType('otlp.ExportMetricsServiceRequest')
const responseType = root.lookupType('otlp.ExportMetricsServiceResponse')

// biome-ignore lint/suspicious/noExplicitAny: tests assert on decoded messages
type Decoded = any

export interface ReceivedPoint {
  readonly name: string
  readonly unit: string
  readonly scope: string
  /** `gauge`, `sum`, `histogram` or `exponentialHistogram`. */
  readonly kind: string
  readonly temporality: string | undefined
  readonly attributes: Readonly<Record<string, unknown>>
  readonly resource: Readonly<Record<string, unknown>>
  /** The data point as protobuf.js decodes it. */
  readonly point: Decoded
}

export interface MetricsReceiver extends FaultServer {
  points(): ReceivedPoint[]
}

/** An OTLP/HTTP backend for metrics. @param rejected the number of data points it rejects per request */
export async function startMetricsReceiver(
  rejected = 0,
  statusOf: (request: ReceivedRequest) => number = () => 200,
): Promise<MetricsReceiver> {
  const partialSuccess = { rejectedDataPoints: rejected, errorMessage: 'too many' }
  const body = responseType.encode(rejected > 0 ? { partialSuccess } : {}).finish()
  const server = await startFaultServer((request) => ({
    status: statusOf(request),
    headers: { 'content-type': 'application/x-protobuf' },
    body,
  }))
  return Object.assign(server, {
    points: () =>
      server.received
        .filter((request) => request.path.endsWith('/v1/metrics') && statusOf(request) === 200)
        .flatMap((request) => decodePoints(request.body)),
  })
}

export function decodeRequest(body: Uint8Array): Decoded {
  return requestType.toObject(requestType.decode(body), {
    longs: String,
    enums: String,
    bytes: String,
    oneofs: true,
  })
}

export function decodePoints(body: Uint8Array): ReceivedPoint[] {
  const points: ReceivedPoint[] = []
  for (const { resource, scopeMetrics } of decodeRequest(body).resourceMetrics) {
    for (const { scope, metrics } of scopeMetrics) {
      for (const metric of metrics) {
        const kind = metric.data
        for (const point of metric[kind].dataPoints ?? []) {
          points.push({
            name: metric.name,
            unit: metric.unit ?? '',
            scope: scope.name,
            kind,
            temporality: metric[kind].aggregationTemporality,
            attributes: record(point.attributes),
            resource: record(resource.attributes),
            point,
          })
        }
      }
    }
  }
  return points
}

function record(pairs: readonly { key: string; value: Decoded }[] = []): Record<string, unknown> {
  return Object.fromEntries(
    pairs.map(({ key, value }) => [
      key,
      value.value === 'intValue' ? Number(value.intValue) : value[value.value],
    ]),
  )
}
