import type { OtlpDestination } from '../../config/destination.ts'
import { createBatchSender } from '../../delivery/create-batch-sender.ts'
import { createOtlpClient } from '../../delivery/otlp-client.ts'
import {
  countRecords,
  dataPointPath,
  type PartialRequest,
  recordPath,
  splitRequest,
} from '../../otlp/split-request.ts'
import type { Redactor } from '../../redaction/index.ts'
import { createMetricsEncoder } from './encode-metrics.ts'
import type { Exemplar } from './exemplars.ts'
import type { MetricsSink, TakeExemplars } from './metrics-sink.ts'
import { redactAttributes } from './redact-attributes.ts'
import { splitPoints } from './split-points.ts'
import { queueLimits } from './variables.ts'

export interface OtlpSinkOptions {
  readonly destination: OtlpDestination
  readonly redactor: Redactor
  /** Receives messages of a backend about rejected data points. */
  readonly warn: (message: string) => void
}

/** Data points per request. */
const maxRequestPoints = 2000
/** Backends limit requests: CloudWatch and Honeycomb to 1 MB. */
const maxRequestBytes = 900_000
/** A collection larger than the queue waits at most this long for the backend. */
const maxWaitMillis = 5000

/** Sends metrics to an OTLP endpoint, signed for CloudWatch. The ledger counts data points. */
export function createOtlpSink({ destination, redactor, warn }: OtlpSinkOptions): MetricsSink {
  const encoder = createMetricsEncoder(
    (attributes) => redactAttributes(redactor, attributes),
    redactor.text,
  )
  const otlp = createOtlpClient({ ...destination, noun: 'data points', warn })
  const sender = createBatchSender({
    send: ([batch], signal) => otlp.send(batch?.bytes ?? new Uint8Array(), signal),
    halve,
    close: otlp.close,
    maxQueueItems: queueLimits.items,
    maxQueueBytes: queueLimits.bytes,
    // An entry is a request.
    maxBatchItems: 1,
    maxBatchBytes: maxRequestBytes,
    intervalMillis: 0,
    attemptTimeoutMillis: destination.timeoutMillis,
  })

  function push(request: PartialRequest): void {
    const halves = request.bytes.length > maxRequestBytes ? halve(request) : undefined
    if (halves) halves.forEach(push)
    else if (request.count > 0) sender.push(request.bytes, request.count)
  }

  return {
    destination: destination.url,
    async write(collection, takeExemplars) {
      const take = remembered(takeExemplars)
      let deadline: AbortSignal | undefined
      for (const part of splitPoints(collection, maxRequestPoints)) {
        // A large collection would overflow the queue.
        if (deadline) await sender.flush(deadline)
        deadline ??= AbortSignal.timeout(maxWaitMillis)
        const { bytes, invalid } = encoder.encode(part, take)
        sender.drop('invalid', invalid)
        push(withCount(bytes))
      }
    },
    ledger: sender.ledger,
    flush: sender.flush,
    shutdown: sender.shutdown,
  }
}

/** By metrics first, because a backend may reject all data points of one. */
function halve({ bytes }: PartialRequest): PartialRequest[] | undefined {
  const halves = splitRequest(bytes, recordPath) ?? splitRequest(bytes, dataPointPath)
  return halves?.map((half) => withCount(half.bytes))
}

function withCount(bytes: Uint8Array): PartialRequest {
  return { bytes, count: countRecords(bytes, dataPointPath) }
}

/** The data points of an instrument may be in several requests. */
function remembered(takeExemplars: TakeExemplars): TakeExemplars {
  const taken = new Map<string, readonly Exemplar[]>()
  return (scope, instrument) => {
    const key = `${scope}\n${instrument}`
    const exemplars = taken.get(key) ?? takeExemplars(scope, instrument)
    taken.set(key, exemplars)
    return exemplars
  }
}
