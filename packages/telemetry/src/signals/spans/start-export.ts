import { TraceFlags } from '@opentelemetry/api'
import { NoopSpanProcessor, type ReadableSpan, type SpanProcessor } from '@opentelemetry/sdk-trace'
import { isOff, type OtlpDestination } from '../../config/destination.ts'
import { createBatchSender } from '../../delivery/create-batch-sender.ts'
import type { LedgerSnapshot } from '../../delivery/ledger.ts'
import { createSpanEncoder } from '../../otlp/encode-spans.ts'
import { recordPath, splitRequest } from '../../otlp/split-request.ts'
import { createOffSignal, type Signal, type StartContext, type StartedSignal } from '../signal.ts'
import { createOtlpSend } from './otlp-send.ts'
import { createSpanBatcher } from './span-batcher.ts'
import { createTailProcessor } from './tail-processor.ts'
import type { SpansConfig } from './variables.ts'

type SpanExportContext = Pick<
  StartContext<SpansConfig, SpanProcessor>,
  'config' | 'redactor' | 'redactSpan' | 'backend' | 'log'
>

/** Time that an attempt may take beyond the exporter's own timeout. */
const graceMillis = 2000

/** The default of the SDK's `forceFlush`. */
const processorTimeoutMillis = 30_000

export interface SpanExport extends StartedSignal {
  readonly spanProcessor: SpanProcessor
}

export function startExport(context: SpanExportContext): SpanExport {
  const { config, backend, log } = context
  const { destination } = config
  if (backend || isOff(destination)) {
    return {
      signal: createOffSignal('spans', isOff(destination) ? destination.off : 'replaced'),
      spanProcessor: backend ?? new NoopSpanProcessor(),
    }
  }
  return start(context, destination, (message) => log('opentelemetry', 'warn', message))
}

function start(
  { config, redactor, redactSpan }: SpanExportContext,
  destination: OtlpDestination,
  warn: (message: string) => void,
): SpanExport {
  const { url, timeoutMillis } = destination
  const { maxBatchSpans, intervalMillis } = config
  const send = createOtlpSend(destination, warn)
  // Encoded spans take a third of the memory of objects, and cost the garbage collector nothing.
  const sender = createBatchSender({
    send: ([batch]) => send(batch?.bytes ?? new Uint8Array()),
    halve: ({ bytes }) => splitRequest(bytes, recordPath),
    maxQueueItems: config.maxQueueSpans,
    maxQueueBytes: config.maxQueueBytes,
    // Batches are built before they are queued.
    maxBatchItems: 1,
    maxBatchBytes: config.maxQueueBytes,
    intervalMillis: 0,
    attemptTimeoutMillis: timeoutMillis + graceMillis,
  })
  const batcher = createSpanBatcher({
    maxBatchSpans: Math.min(maxBatchSpans, config.maxQueueSpans),
    intervalMillis,
    encoder: createSpanEncoder(redactor.text),
    push: sender.push,
    drop,
  })
  const warned = new Set<string>()

  function drop(reason: 'invalid' | 'shutdown', error?: unknown): void {
    sender.drop(reason)
    if (error === undefined || warned.has(reason)) return
    warned.add(reason)
    warn(`a span is dropped because it cannot be encoded: ${error}`)
  }

  function snapshot(): LedgerSnapshot {
    const { accepted, queued, ...rest } = sender.ledger()
    return { ...rest, accepted: accepted + batcher.pending, queued: queued + batcher.pending }
  }

  const signal: Signal = {
    name: 'spans',
    destination: url,
    ledger: snapshot,
    flush: (deadline) => {
      batcher.flush()
      return sender.flush(deadline)
    },
    shutdown: async (deadline) => {
      batcher.flush()
      await sender.shutdown(deadline)
      batcher.close()
    },
  }
  const queue = (span: ReadableSpan) => {
    try {
      redactSpan(span)
    } catch (error) {
      // It must not leave the process with its secrets.
      return drop('invalid', error)
    }
    batcher.add(span)
  }
  const processor = {
    queue,
    flush: () => signal.flush(AbortSignal.timeout(processorTimeoutMillis)),
    shutdown: () => signal.shutdown(AbortSignal.timeout(processorTimeoutMillis)),
  }
  const { keep } = config
  if (keep === undefined) return { signal, spanProcessor: createHeadProcessor(processor) }
  const tail = createTailProcessor({ ...processor, keep })
  const shutdown: Signal['shutdown'] = (deadline) => {
    tail.drain()
    return signal.shutdown(deadline)
  }
  return { signal: { ...signal, shutdown }, spanProcessor: tail }
}

export interface HeadProcessorOptions {
  queue(span: ReadableSpan): void
  flush(): Promise<void>
  shutdown(): Promise<void>
}

/**
 * Queues each sampled span. Used instead of the SDK's batch processor, which drops spans without counting
 * them during an outage.
 */
function createHeadProcessor({ queue, flush, shutdown }: HeadProcessorOptions): SpanProcessor {
  return {
    onStart: () => undefined,
    onEnd: (span) => {
      if ((span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0) queue(span)
    },
    forceFlush: flush,
    shutdown,
  }
}
