import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { SpanEncoder } from '../../otlp/encode-spans.ts'

export interface SpanBatcherOptions {
  readonly maxBatchSpans: number
  readonly intervalMillis: number
  readonly encoder: SpanEncoder
  /** @param bytes must be copied before it returns */
  push(bytes: Uint8Array, count: number): void
  /** Called for each span that cannot be encoded or that ends after the shutdown. */
  drop(reason: 'invalid' | 'shutdown', error?: unknown): void
}

export interface SpanBatcher {
  /** Spans that are not pushed yet. */
  readonly pending: number
  add(span: ReadableSpan): void
  /** Pushes all pending spans. */
  flush(): void
  /** Pushes all pending spans and accepts no more. */
  close(): void
}

/** Few enough not to delay a request and to die in the young generation. */
const encodedTogether = 64

/** Collects ended spans and encodes them in chunks, after the current request. */
export function createSpanBatcher(options: SpanBatcherOptions): SpanBatcher {
  const { maxBatchSpans, intervalMillis, encoder, push, drop } = options
  let pending: ReadableSpan[] = []
  let encoded = 0
  let timer: NodeJS.Timeout | undefined
  let isScheduled = false
  let closed = false

  function encodePending(): void {
    isScheduled = false
    const spans = pending
    pending = []
    for (let at = 0; at < spans.length; ) {
      const end = Math.min(spans.length, at + encodedTogether, at + maxBatchSpans - encoded)
      encode(spans.slice(at, end))
      if (encoded >= maxBatchSpans) pushBatch()
      at = end
    }
  }

  function encode(spans: readonly ReadableSpan[]): void {
    encoded += encoder.add(spans, (error) => drop('invalid', error))
  }

  function pushBatch(): void {
    clearTimeout(timer)
    timer = undefined
    if (encoded === 0) return
    push(encoder.take(), encoded)
    encoded = 0
  }

  function flush(): void {
    encodePending()
    pushBatch()
  }

  return {
    get pending() {
      return pending.length + encoded
    },
    add: (span) => {
      if (closed) return drop('shutdown')
      pending.push(span)
      if (!timer) {
        timer = setTimeout(flush, intervalMillis)
        timer.unref()
      }
      if (isScheduled || pending.length < Math.min(encodedTogether, maxBatchSpans)) return
      isScheduled = true
      setImmediate(encodePending)
    },
    flush,
    close: () => {
      closed = true
      flush()
    },
  }
}
