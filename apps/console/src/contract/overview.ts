import { Finding } from './findings.ts'
import { Attributes, Nanos, type Static, Type } from './schema.ts'

export const OverviewSearch = Type.Object(
  {
    /** Details of one span instead of the overview. */
    spanId: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'Span ID for the details of a span',
      }),
    ),
    /** The `nextCursor` of an earlier response: the next spans instead of the overview. */
    cursor: Type.Optional(
      Type.String({ maxLength: 16, description: 'nextCursor of an earlier response: more spans' }),
    ),
  },
  { additionalProperties: false },
)
export type OverviewSearch = Static<typeof OverviewSearch>

/** Times in milliseconds; the start is since that of the trace. */
const line = {
  ...{ spanId: Type.String(), depth: Type.Integer() },
  ...{ service: Type.String(), name: Type.String() },
  ...{ startMs: Type.Number(), durationMs: Type.Number() },
  /** HTTP status, or `error`. */
  status: Type.Optional(Type.String()),
}
const SpanLine = Type.Object(line)
export type SpanLine = Static<typeof SpanLine>

const PathSpan = Type.Object({ ...line, selfMs: Type.Number() })
export type PathSpan = Static<typeof PathSpan>

/** Calls to a service, or to a database or host that a client span names. */
const CalledService = Type.Object({
  ...{ from: Type.String(), to: Type.String() },
  ...{ calls: Type.Integer(), errors: Type.Integer(), totalMs: Type.Number() },
})
export type CalledService = Static<typeof CalledService>

const { kind, severity, reason, advice, spans, spanCount } = Finding.properties

/** At most 12,000 characters; long texts and lists are truncated. */
export const TraceOverview = Type.Object({
  traceId: Type.String(),
  ...{ startUnixNano: Nanos, durationNano: Nanos },
  ...{ spanCount: Type.Integer(), errorCount: Type.Integer() },
  ...{ logCount: Type.Integer(), itemCount: Type.Integer(), segmentCount: Type.Integer() },
  truncated: Type.Optional(Type.Boolean()),
  /** Calls between services, and to databases and hosts without spans. */
  topology: Type.Optional(Type.Array(CalledService)),
  /** Spans that determined the duration, by start, with the time of their own. */
  criticalPath: Type.Optional(Type.Array(PathSpan)),
  findings: Type.Optional(
    Type.Array(Type.Object({ kind, severity, reason, advice, spans, spanCount })),
  ),
  errorSpans: Type.Optional(Type.Array(SpanLine)),
  /** Rollbar occurrences; list_occurrences has the details. */
  items: Type.Optional(
    Type.Array(
      Type.Object({
        ...{ title: Type.String(), level: Type.String() },
        ...{ fingerprint: Type.String(), spanId: Type.String() },
      }),
    ),
  ),
  /** X-Ray segments of a trace without spans. */
  segments: Type.Optional(
    Type.Array(
      Type.Object({
        ...{ segmentId: Type.String(), parentId: Type.String(), name: Type.String() },
        ...{ startMs: Type.Number(), durationMs: Type.Number(), error: Type.Boolean() },
      }),
    ),
  ),
  /** In waterfall order. */
  spans: Type.Optional(Type.Array(SpanLine)),
  /** There when more spans follow. */
  nextCursor: Type.Optional(Type.String()),
  /** The requested span. */
  span: Type.Optional(
    Type.Object({
      ...line,
      ...{ parentSpanId: Type.String(), kind: Type.String(), statusMessage: Type.String() },
      ...{ attributes: Attributes, resource: Attributes },
      events: Type.Array(Type.Object({ name: Type.String(), attributes: Attributes })),
      logs: Type.Array(Type.Object({ severity: Type.String(), body: Type.String() })),
      /** Log lines of the span, also beyond those returned. */
      logCount: Type.Integer(),
    }),
  ),
})
export type TraceOverview = Static<typeof TraceOverview>
