import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer'
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics'
import type { MetricsConfig } from '../../config/metrics-variables.ts'
import { queueBounds } from '../../config/queue-bounds.ts'
import { usualBackoff } from '../../delivery/backoff.ts'
import type { SendOutcome } from '../../delivery/batch-sender.ts'
import { createBatchSender } from '../../delivery/create-batch-sender.ts'
import { otlpOutcome } from '../../delivery/http-outcome.ts'
import { createLedger } from '../../delivery/ledger.ts'
import { createPoster } from '../../delivery/post.ts'
import { signPost } from '../../delivery/sign-post.ts'
import type { Redactor } from '../../redaction/index.ts'
import { createMetricsEncoder } from './encode-metrics.ts'
import type { MetricsSink } from './metrics-sink.ts'
import { redactAttributes } from './redact-attributes.ts'

const zip = promisify(gzip)

interface EncodedPoints {
  readonly bytes: Uint8Array
  readonly count: number
}

export interface OtlpSinkOptions {
  readonly config: MetricsConfig
  readonly destination: Exclude<MetricsConfig['destination'], { off: string }>
  readonly redactor: Redactor
  /** Receives messages of a backend about rejected data points. */
  readonly warn: (message: string) => void
}

/** Sends metrics to an OTLP endpoint, signed for CloudWatch. The ledger counts data points. */
export function createOtlpSink({
  config,
  destination,
  redactor,
  warn,
}: OtlpSinkOptions): MetricsSink {
  const ledger = createLedger()
  const encoder = createMetricsEncoder((attributes) => redactAttributes(redactor, attributes))
  const poster = createPoster()
  const post = destination.signing
    ? signPost(poster.post, destination.signing.region, 'monitoring')
    : poster.post
  const url = new URL(destination.url)
  const isCompressed = config.compression === 'gzip'
  const headers = {
    ...config.headers,
    'content-type': 'application/x-protobuf',
    ...(isCompressed && { 'content-encoding': 'gzip' }),
  }

  async function send(batch: EncodedPoints, signal: AbortSignal): Promise<SendOutcome> {
    const body = isCompressed ? await zip(batch.bytes) : batch.bytes
    const response = await post(url, headers, body, signal)
    const outcome = otlpOutcome(response.status, response.retryAfter)
    const rejected = outcome.kind === 'sent' ? rejectedPoints(response.body, warn) : 0
    return rejected > 0 ? { kind: 'sent', rejected: { rejected } } : outcome
  }

  const sender = createBatchSender<EncodedPoints>({
    ledger,
    send: ([batch = { bytes: new Uint8Array(), count: 0 }], signal) => send(batch, signal),
    sizeOf: ({ bytes }) => bytes.length,
    countOf: ({ count }) => count,
    maxQueueItems: queueBounds.metrics.items,
    maxQueueBytes: queueBounds.metrics.bytes,
    // A collection is encoded as one request.
    maxBatchItems: 1,
    maxBatchBytes: queueBounds.metrics.bytes,
    intervalMillis: 0,
    attemptTimeoutMillis: config.timeoutMillis,
    backoffMillis: usualBackoff,
  })

  return {
    destination: destination.url,
    write(batch, takeExemplars) {
      const count = countPoints(batch)
      try {
        // The encoder reuses its buffer.
        sender.push({ bytes: Uint8Array.from(encoder.encode(batch, takeExemplars)), count })
      } catch {
        ledger.accept(count)
        ledger.drop('invalid', count)
      }
    },
    ledger: ledger.snapshot,
    flush: sender.flush,
    shutdown: (deadline) => sender.shutdown(deadline).then(poster.close),
  }
}

function countPoints({ scopeMetrics }: ResourceMetrics): number {
  let count = 0
  for (const { metrics } of scopeMetrics) {
    for (const { dataPoints } of metrics) count += dataPoints.length
  }
  return count
}

function rejectedPoints(body: Uint8Array, warn: (message: string) => void): number {
  if (body.length === 0) return 0
  try {
    const { rejectedDataPoints = 0, errorMessage } =
      ProtobufMetricsSerializer.deserializeResponse(body).partialSuccess ?? {}
    if (errorMessage) warn(`${rejectedDataPoints} data points rejected: ${errorMessage}`)
    return Number(rejectedDataPoints)
  } catch {
    // The status is good; a body that is not OTLP does not change that.
    return 0
  }
}
