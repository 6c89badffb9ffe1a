import type { ReadableSpan } from '@opentelemetry/sdk-trace'
import type { SpanEncoder } from './otlp/encode-spans.ts'

export interface SpanBatcherOptions {
  readonly maxBatchSpans: number
  readonly intervalMillis: number
  readonly encoder: SpanEncoder
  /** @param bytes to be copied before it returns */
  push(bytes: Uint8Array, count: number): void
  /** Takes the count of spans that cannot be serialised, or come after the end. */
  lose(reason: 'transport' | 'shutdown', count: number): void
}

export interface SpanBatcher {
  /** Spans not pushed yet. */
  readonly pending: number
  add(span: ReadableSpan): void
  /** Pushes all that is pending. */
  flush(): void
  /** Pushes all that is pending and takes nothing more. */
  close(): void
}

/** So few that no request waits long for them, and that the garbage collector finds most of them dead. */
const encodedTogether = 64

/** Gathers ended spans and serialises them some at a time, after the request that ended the last of them. */
export function createSpanBatcher(options: SpanBatcherOptions): SpanBatcher {
  const { maxBatchSpans, intervalMillis, encoder, push, lose } = options
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
    try {
      encoder.add(spans)
      encoded += spans.length
    } catch {
      lose('transport', spans.length)
    }
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
      if (closed) return lose('shutdown', 1)
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
