import type { ReadableSpan } from '@opentelemetry/sdk-trace'

/** Spans as they go over the wire: a third of what they take as objects, and nothing to collect. */
export interface EncodedSpans {
  readonly bytes: Uint8Array
  readonly count: number
}

export interface SpanBatcherOptions {
  readonly maxBatchSpans: number
  readonly intervalMillis: number
  serialize(spans: readonly ReadableSpan[]): Uint8Array
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

/** So few that no request waits long for them, and that the garbage collector finds most of them dead. */
const encodedTogether = 64

/**
 * Gathers ended spans and serialises them some at a time, after the request that ended the last of
 * them. A batch is these parts one after the other: protobuf reads messages in a row as their union.
 */
export function createSpanBatcher(options: SpanBatcherOptions): SpanBatcher {
  const { maxBatchSpans, intervalMillis, serialize, push, lose } = options
  let pending: ReadableSpan[] = []
  let parts: Uint8Array[] = []
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
      parts.push(serialize(spans))
      encoded += spans.length
    } catch {
      lose('transport', spans.length)
    }
  }

  function pushBatch(): void {
    clearTimeout(timer)
    timer = undefined
    if (encoded === 0) return
    const batch = { bytes: joined(parts), count: encoded }
    parts = []
    encoded = 0
    push(batch)
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

/** Memory of its own: a share of Buffer's pool would keep all of it for as long as the batch waits. */
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = Buffer.allocUnsafeSlow(parts.reduce((total, { length }) => total + length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
