import { type Static, Type } from '@cruddur/fastify-service/schema'

/** A span of another trace that links to a span of this one. */
export const SpanLinkTo = Type.Object({
  /** The span of this trace; it may not have arrived, and '' when the link names the trace alone. */
  spanId: Type.String(),
  fromTraceId: Type.String(),
  fromSpanId: Type.String(),
  /** Of the span that links. */
  service: Type.String(),
  operation: Type.String(),
  startUnixNano: Type.String({ pattern: '^\\d+$' }),
})
export type SpanLinkTo = Static<typeof SpanLinkTo>
