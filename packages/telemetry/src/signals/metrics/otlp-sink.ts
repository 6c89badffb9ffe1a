import type { ResourceMetrics } from '@opentelemetry/sdk-metrics'
import type { OtlpDestination } from '../../config/destination.ts'
import { queueBounds } from '../../config/queue-bounds.ts'
import { usualBackoff } from '../../delivery/backoff.ts'
import { createBatchSender } from '../../delivery/create-batch-sender.ts'
import { createLedger } from '../../delivery/ledger.ts'
import { createOtlpClient } from '../../delivery/otlp-client.ts'
import type { Redactor } from '../../redaction/index.ts'
import { createMetricsEncoder } from './encode-metrics.ts'
import type { MetricsSink } from './metrics-sink.ts'
import { redactAttributes } from './redact-attributes.ts'

interface EncodedPoints {
  readonly bytes: Uint8Array
  readonly count: number
}

export interface OtlpSinkOptions {
  readonly destination: OtlpDestination
  readonly redactor: Redactor
  /** Receives messages of a backend about rejected data points. */
  readonly warn: (message: string) => void
}

/** Sends metrics to an OTLP endpoint, signed for CloudWatch. The ledger counts data points. */
export function createOtlpSink({ destination, redactor, warn }: OtlpSinkOptions): MetricsSink {
  const ledger = createLedger()
  const encoder = createMetricsEncoder(
    (attributes) => redactAttributes(redactor, attributes),
    redactor.text,
  )
  const otlp = createOtlpClient({ ...destination, noun: 'data points', warn })
  const sender = createBatchSender<EncodedPoints>({
    ledger,
    send: ([batch], signal) => otlp.send(batch?.bytes ?? new Uint8Array(), signal),
    sizeOf: ({ bytes }) => bytes.length,
    countOf: ({ count }) => count,
    maxQueueItems: queueBounds.metrics.items,
    maxQueueBytes: queueBounds.metrics.bytes,
    // A collection is encoded as one request.
    maxBatchItems: 1,
    maxBatchBytes: queueBounds.metrics.bytes,
    intervalMillis: 0,
    attemptTimeoutMillis: destination.timeoutMillis,
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
    shutdown: (deadline) => sender.shutdown(deadline).then(otlp.close),
  }
}

function countPoints({ scopeMetrics }: ResourceMetrics): number {
  let count = 0
  for (const { metrics } of scopeMetrics) {
    for (const { dataPoints } of metrics) count += dataPoints.length
  }
  return count
}
