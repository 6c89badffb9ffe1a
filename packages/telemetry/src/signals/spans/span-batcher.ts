import type { ReadableSpan } from '@opentelemetry/sdk-trace'

/** Spans as they go over the wire: a third of what they take as objects, and nothing to collect. */
export interface EncodedSpans {
  readonly bytes: Uint8Array
  readonly count: number
}

export interface SpanBatcherOptions {
  readonly maxBatchSpans: number
  readonly intervalMillis: number
  serialize(spans: readonly ReadableSpan[]): Uint8Array | undefined
  push(batch: EncodedSpans): void
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

/** Gathers ended spans and serialises them by the batch, after the request that filled one. */
export function createSpanBatcher(options: SpanBatcherOptions): SpanBatcher {
  const { maxBatchSpans, intervalMillis, serialize, push, lose } = options
  let pending: ReadableSpan[] = []
  let timer: NodeJS.Timeout | undefined
  let isFull = false
  let closed = false

  function flush(): void {
    clearTimeout(timer)
    timer = undefined
    isFull = false
    const spans = pending
    pending = []
    for (let at = 0; at < spans.length; at += maxBatchSpans) {
      encode(spans.slice(at, at + maxBatchSpans))
    }
  }

  function encode(spans: readonly ReadableSpan[]): void {
    try {
      const bytes = serialize(spans)
      if (bytes) push({ bytes, count: spans.length })
      else lose('transport', spans.length)
    } catch {
      lose('transport', spans.length)
    }
  }

  return {
    get pending() {
      return pending.length
    },
    add: (span) => {
      if (closed) return lose('shutdown', 1)
      pending.push(span)
      if (isFull) return
      if (pending.length >= maxBatchSpans) {
        isFull = true
        setImmediate(flush)
      } else if (!timer) {
        timer = setTimeout(flush, intervalMillis)
        timer.unref()
      }
    },
    flush,
    close: () => {
      closed = true
      flush()
    },
  }
}
