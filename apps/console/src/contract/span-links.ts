import { Nanos, type Static, Type } from './schema.ts'

/** A span of another trace that links to a span of this one. */
export const SpanLinkTo = Type.Object({
  /** The span of this trace; it may not have arrived, and '' when the link names the trace alone. */
  spanId: Type.String(),
  fromTraceId: Type.String(),
  fromSpanId: Type.String(),
  /** Of the span that links. */
  service: Type.String(),
  operation: Type.String(),
  startUnixNano: Nanos,
})
export type SpanLinkTo = Static<typeof SpanLinkTo>
