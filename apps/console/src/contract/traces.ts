import { limitBounds } from './bounds.ts'
import { spanFilters, timeFilters } from './filters.ts'
import { hints } from './hints.ts'
import { Attributes, Nanos, OneOf, type Static, Type } from './schema.ts'
import { TraceError, TraceLog, TraceSegment } from './signals.ts'
import { SpanLinkTo } from './span-links.ts'

/**
 * Schemas of `/api/v1`, shared by the server, the page and the `traces` command. Times (nanoseconds
 * since the epoch) and durations (nanoseconds) are decimal strings, because they do not fit a double.
 */

export const ServiceSummary = Type.Object({
  name: Type.String(),
  /** Rows received per signal; a service need not send spans. */
  spanCount: Type.Integer(),
  segmentCount: Type.Integer(),
  logCount: Type.Integer(),
  itemCount: Type.Integer(),
  /** Of its spans. */
  errorCount: Type.Integer(),
  /** Of any signal. */
  lastSeenUnixNano: Nanos,
})
export type ServiceSummary = Static<typeof ServiceSummary>

export const ServiceList = Type.Object({ services: Type.Array(ServiceSummary) })
export type ServiceList = Static<typeof ServiceList>

/** As in a trace search; all stored data by default. */
export const ServiceSearch = Type.Object(timeFilters, { additionalProperties: false })
export type ServiceSearch = Static<typeof ServiceSearch>

const Operation = Type.Object({ name: Type.String(), spanKind: Type.String() })
export type Operation = Static<typeof Operation>

export const OperationList = Type.Object({ operations: Type.Array(Operation) })
export type OperationList = Static<typeof OperationList>

export const TraceSummary = Type.Object({
  traceId: Type.String(),
  /** The root span's service and name; the earliest span's when the root has not arrived. */
  rootService: Type.String(),
  rootOperation: Type.String(),
  /** HTTP status and host and path (or statement) of that span. */
  ...{ rootStatusCode: Type.Optional(Type.String()), rootTarget: Type.Optional(Type.String()) },
  startUnixNano: Nanos,
  /** Of the root span; the extent when it has not arrived. */
  durationNano: Nanos,
  /** From the first start to the last end: longer than the duration when work continues after the response. */
  extentNano: Nanos,
  spanCount: Type.Integer(),
  errorCount: Type.Integer(),
  services: Type.Array(
    Type.Object({ name: Type.String(), spanCount: Type.Integer(), errorCount: Type.Integer() }),
  ),
  /** Signal counts of a trace without spans; its root and its errors are then of these signals. */
  otherSignals: Type.Optional(
    Type.Object({ segments: Type.Integer(), logs: Type.Integer(), errors: Type.Integer() }),
  ),
})
export type TraceSummary = Static<typeof TraceSummary>

export const TraceList = Type.Object({
  traces: Type.Array(TraceSummary),
  /** There when more traces match; give it back as `cursor`. */
  nextCursor: Type.Optional(Type.String()),
  /** The place of the first trace; give it back as `newerThan`. */
  newestCursor: Type.Optional(Type.String()),
  hints,
})
export type TraceList = Static<typeof TraceList>

export const TraceSearch = Type.Object(
  {
    ...spanFilters,
    /** `missing`: traces with only log lines, items or segments. */
    spans: Type.Optional(Type.Literal('missing')),
    /** The `newestCursor` of an earlier page: only traces that came after it, or a minute before. */
    newerThan: Type.Optional(Type.String({ maxLength: 256 })),
    sort: Type.Optional(OneOf('newest', 'longest', 'shortest')),
    limit: Type.Optional(Type.Integer({ ...limitBounds, default: 20 })),
    cursor: Type.Optional(Type.String({ maxLength: 256 })),
  },
  { additionalProperties: false },
)
export type TraceSearch = Static<typeof TraceSearch>

export const TraceParams = Type.Object({
  traceId: Type.String({
    maxLength: 64,
    description: "32 hex digits or X-Ray's form 1-<8 digits>-<24 digits>",
  }),
})

export const TraceIdSearch = Type.Object(
  { prefix: Type.String({ minLength: 1, maxLength: 64 }) },
  { additionalProperties: false },
)
export type TraceIdSearch = Static<typeof TraceIdSearch>

/** At most 20. */
export const TraceIdList = Type.Object({ traceIds: Type.Array(Type.String()) })
export type TraceIdList = Static<typeof TraceIdList>

export const Span = Type.Object({
  spanId: Type.String(),
  /** '' for a root. */
  parentSpanId: Type.String(),
  name: Type.String(),
  kind: Type.String(),
  service: Type.String(),
  startUnixNano: Nanos,
  durationNano: Nanos,
  status: OneOf('unset', 'ok', 'error'),
  statusMessage: Type.String(),
  attributes: Attributes,
  resource: Attributes,
  scope: Type.String(),
  events: Type.Array(
    Type.Object({ name: Type.String(), timeUnixNano: Nanos, attributes: Attributes }),
  ),
  links: Type.Array(
    Type.Object({ traceId: Type.String(), spanId: Type.String(), attributes: Attributes }),
  ),
})
export type Span = Static<typeof Span>

/** Spans in waterfall order: each span directly after its parent, siblings by start. */
export const Trace = Type.Object({
  traceId: Type.String(),
  /** The first and the last moment of any signal. */
  startUnixNano: Nanos,
  endUnixNano: Nanos,
  /** Of the root span; the extent when it has not arrived. */
  durationNano: Nanos,
  /** From the first start of a span to the last end. */
  extentNano: Nanos,
  /** True when more spans are stored than returned. */
  truncated: Type.Optional(Type.Boolean()),
  spans: Type.Array(
    Type.Intersect([
      Span,
      Type.Object({
        /** Unique in the trace: the span ID, with the kind when an earlier span has the same ID. */
        rowId: Type.String(),
        depth: Type.Integer(),
        /** The parent is named but has not arrived, or the chain of parents is a circle. */
        orphan: Type.Boolean(),
        /** Time by which it starts before its caller or after its end: the clocks of two services differ. */
        clockSkewNano: Type.Optional(Nanos),
      }),
    ]),
  ),
  segments: Type.Optional(Type.Array(TraceSegment)),
  logs: Type.Optional(Type.Array(TraceLog)),
  errors: Type.Optional(Type.Array(TraceError)),
  /** Links to this trace by start; at most 1,000. */
  linkedFrom: Type.Optional(Type.Array(SpanLinkTo)),
  /** Set when more spans link to this trace than are returned. */
  linksTruncated: Type.Optional(Type.Boolean()),
})
export type Trace = Static<typeof Trace>
