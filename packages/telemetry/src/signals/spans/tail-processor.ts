import { metrics, SpanStatusCode, TraceFlags, trace } from '@opentelemetry/api'
import { hrTimeToMilliseconds } from '@opentelemetry/core'
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace'
import type { KeepConfig } from './keep-variables.ts'
import { sampleRate } from './sampler.ts'

type Span = Parameters<SpanProcessor['onStart']>[0]

/** The local part of a trace: one request or job of this process. */
interface LocalTrace {
  readonly root: Span
  readonly startedMillis: number
  spans: ReadableSpan[]
  bytes: number
  hasError: boolean
  /** Set once decided; spans that end later follow it. */
  decision: 'all' | 'head' | undefined
}

export interface TailProcessorOptions {
  readonly keep: KeepConfig
  queue(span: ReadableSpan): void
  flush(): Promise<void>
  shutdown(): Promise<void>
  readonly now?: () => number
}

export interface TailProcessor extends SpanProcessor {
  /** Spans that wait for the end of their local root. */
  readonly buffered: { readonly spans: number; readonly bytes: number }
  /** Decides for all local roots that are still open, and stops. */
  drain(): void
}

const sweepMillis = 1000
const spanBytes = 1000

/**
 * Decides at the end of each local root span: errors and slow requests are exported with weight 1, all
 * other spans by the head sampler's decision. When the buffer is full or a root span takes too long, the
 * head decision applies, and the fallback is counted in `telemetry.sampling.fallbacks`. A callee that
 * responded well before the caller failed has already decided for itself.
 */
export function createTailProcessor(options: TailProcessorOptions): TailProcessor {
  const { keep, queue, now = () => performance.now() } = options
  const traces = new WeakMap<object, LocalTrace>()
  const open = new Set<LocalTrace>()
  /** Open ones with buffered spans, by the time of the first. */
  const buffering = new Set<LocalTrace>()
  const buffered = { spans: 0, bytes: 0 }
  const fallbacks = metrics
    .getMeter('@cruddur/telemetry')
    .createCounter('telemetry.sampling.fallbacks', {
      description:
        'Local root spans that were sampled at their start, because the buffer was full.',
      unit: '{trace}',
    })
  const timer = setInterval(sweep, sweepMillis)
  timer.unref()

  function sweep(): void {
    const oldest = now() - keep.maxMillis
    for (const local of open) {
      // Ordered by start.
      if (local.startedMillis > oldest) break
      fallBack(local, 'duration')
    }
  }

  function fallBack(local: LocalTrace, reason: 'buffer' | 'duration'): void {
    fallbacks.add(1, { 'telemetry.reason': reason })
    decide(local, 'head')
  }

  function evict(): void {
    for (const oldest of buffering) {
      if (buffered.spans <= keep.maxSpans && buffered.bytes <= keep.maxBytes) return
      fallBack(oldest, 'buffer')
    }
  }

  function decide(local: LocalTrace, decision: 'all' | 'head'): void {
    const { spans, bytes } = local
    local.decision = decision
    local.spans = []
    open.delete(local)
    buffering.delete(local)
    buffered.spans -= spans.length
    buffered.bytes -= bytes
    local.bytes = 0
    for (const span of spans) send(span, decision)
  }

  function send(span: ReadableSpan, decision: 'all' | 'head'): void {
    const isSampled = (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0
    if (decision === 'head' && !isSampled) return
    // Overrides the threshold in the tracestate.
    if (decision === 'all' && isSampled)
      (span.attributes as Record<string, unknown>)[sampleRate] = 1
    queue(span)
  }

  function isKept({ hasError }: LocalTrace, root: ReadableSpan): boolean {
    if (keep.errors && hasError) return true
    return keep.slowMillis !== undefined && hrTimeToMilliseconds(root.duration) >= keep.slowMillis
  }

  function drain(): void {
    clearInterval(timer)
    for (const local of open) decide(local, keep.errors && local.hasError ? 'all' : 'head')
  }

  return {
    buffered,
    drain,
    onStart(span, parentContext) {
      const parent = trace.getSpan(parentContext)
      const known = parent && traces.get(parent)
      if (known) {
        traces.set(span, known)
        return
      }
      const local: LocalTrace = {
        ...{ root: span, startedMillis: now(), spans: [], bytes: 0 },
        ...{ hasError: false, decision: undefined },
      }
      traces.set(span, local)
      open.add(local)
    },
    onEnd(span) {
      const local = traces.get(span)
      if (!local || local.decision) return send(span, local?.decision ?? 'head')
      const bytes = sizeOf(span)
      if (local.spans.length === 0) buffering.add(local)
      local.spans.push(span)
      local.bytes += bytes
      buffered.spans += 1
      buffered.bytes += bytes
      if (span.status.code === SpanStatusCode.ERROR) local.hasError = true
      if (span === (local.root as object)) decide(local, isKept(local, span) ? 'all' : 'head')
      else evict()
    },
    forceFlush: options.flush,
    shutdown: () => {
      drain()
      return options.shutdown()
    },
  }
}

function sizeOf(span: ReadableSpan): number {
  let bytes = spanBytes
  for (const key in span.attributes) {
    const value = span.attributes[key]
    bytes += 50 + (typeof value === 'string' ? value.length * 2 : 0)
  }
  return bytes + span.events.length * spanBytes
}
