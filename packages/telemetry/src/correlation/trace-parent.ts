import { isValidSpanId, isValidTraceId, type SpanContext, TraceFlags } from '@opentelemetry/api'

/**
 * Set when the last 56 bits of the trace ID are random. The API (1.10) has no name for it.
 *
 * @see https://www.w3.org/TR/trace-context-2/#random-trace-id-flag
 */
export const randomTraceIdFlag = 0x02

/** Flags of the specification; reserved ones must be sent as zero. */
const knownFlags = TraceFlags.SAMPLED | randomTraceIdFlag

const pattern = /^(?!ff)([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/

/** Parses a `traceparent` header; undefined if it is absent or invalid. Higher versions are read like version 00. */
export function parseTraceParent(text: string | undefined): SpanContext | undefined {
  if (text === undefined) return undefined
  const [, version, traceId = '', spanId = '', flags = '', rest] = pattern.exec(text.trim()) ?? []
  if (version === '00' && rest !== undefined) return undefined
  if (!isValidTraceId(traceId) || !isValidSpanId(spanId)) return undefined
  return { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & knownFlags, isRemote: true }
}

/** Formats a span context as `traceparent` and as the value of `traceresponse`. */
export function formatTraceParent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-0${traceFlags & knownFlags}`
}

/** The flags of a new span. The random flag belongs to the trace ID: the parent's, or that of a new one. */
export function spanFlags(isSampled: boolean, traceIdFlags: number): number {
  return (isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE) | (traceIdFlags & randomTraceIdFlag)
}
