import { NoopSpanProcessor, type ReadableSpan, type SpanProcessor } from '@opentelemetry/sdk-trace'
import type { SpansConfig } from '../../config/spans-variables.ts'
import { createBatchSender } from '../../delivery/create-batch-sender.ts'
import { createLedger } from '../../delivery/ledger.ts'
import type { Redactor } from '../../redaction/index.ts'
import type { Signal } from '../signal.ts'
import type { Diagnostics } from './diagnostics.ts'
import { createOtlpSend } from './otlp-send.ts'
import { createSpanRedactor } from './redact-span.ts'
import { createSpanQueueProcessor, sizeOfSpan } from './span-queue-processor.ts'

/** An answer may take this much longer than the exporter's own timeout before the attempt is given up. */
const graceMillis = 2000

export interface SpanExport {
  readonly signal: Signal
  readonly spanProcessor: SpanProcessor
}

export function startExport(
  config: SpansConfig,
  redactor: Redactor,
  diagnostics: Diagnostics,
): SpanExport {
  const ledger = createLedger()
  const { destination } = config
  if ('off' in destination) {
    const done = () => Promise.resolve()
    return {
      signal: {
        name: 'spans',
        destination: `off: ${destination.off}`,
        ledger: ledger.snapshot,
        flush: done,
        shutdown: done,
      },
      spanProcessor: new NoopSpanProcessor(),
    }
  }
  const otlp = createOtlpSend({ ...config, url: destination.url, diagnostics })
  const sender = createBatchSender<ReadableSpan>({
    ledger,
    send: otlp.send,
    sizeOf: sizeOfSpan,
    maxQueueItems: config.maxQueueSpans,
    maxQueueBytes: config.maxQueueBytes,
    maxBatchItems: config.maxBatchSpans,
    maxBatchBytes: config.maxQueueBytes,
    intervalMillis: config.intervalMillis,
    attemptTimeoutMillis: config.timeoutMillis + graceMillis,
    backoffMillis: { first: 1000, last: 30_000 },
  })
  return {
    signal: {
      name: 'spans',
      destination: destination.url,
      ledger: ledger.snapshot,
      flush: sender.flush,
      shutdown: (deadline) => sender.shutdown(deadline).then(otlp.close),
    },
    spanProcessor: createSpanQueueProcessor(sender, createSpanRedactor(redactor)),
  }
}
