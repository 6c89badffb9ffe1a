import { type Static, Type } from '@cruddur/fastify-service/schema'
import { durationBounds, limitBounds } from './contract-bounds.ts'
import { hints } from './contract-hints.ts'
import { SpanLinkTo } from './contract-span-links.ts'

/**
 * Schemas of `/api/v1`, shared by the server, the page and the `traces` command. Times (nanoseconds
 * since the epoch) and durations (nanoseconds) are decimal strings, because they do not fit a double.
 */
const Nanos = Type.String({ pattern: '^\\d+$' })
const Attributes = Type.Record(Type.String(), Type.String())

export const ServiceSummary = Type.Object({
  name: Type.String(),
  /** What arrived of each signal: a service need not send spans. */
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

/** As in a search of traces; everything kept when nothing is said. */
export const ServiceSearch = Type.Object(
  {
    since: Type.Optional(Type.String(durationBounds)),
    start: Type.Optional(Type.String({ format: 'date-time' })),
    end: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { additionalProperties: false },
)
export type ServiceSearch = Static<typeof ServiceSearch>

export const OperationList = Type.Object({
  operations: Type.Array(Type.Object({ name: Type.String(), spanKind: Type.String() })),
})
export type OperationList = Static<typeof OperationList>

export const TraceSummary = Type.Object({
  traceId: Type.String(),
  /** The root span's service and name; the earliest span's when the root has not arrived. */
  rootService: Type.String(),
  rootOperation: Type.String(),
  /** HTTP status and host and path (or statement) of that span. */
  ...{ rootStatusCode: Type.Optional(Type.String()), rootTarget: Type.Optional(Type.String()) },
  startUnixNano: Nanos,
  durationNano: Nanos,
  spanCount: Type.Integer(),
  errorCount: Type.Integer(),
  services: Type.Array(Type.Object({ name: Type.String(), spanCount: Type.Integer() })),
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
  hints,
})
export type TraceList = Static<typeof TraceList>

/** `since` is a duration back from now (`15m`, `2h`, `7d`); `start` and `end` are ISO 8601 and win over it. */
export const TraceSearch = Type.Object(
  {
    service: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    operation: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    since: Type.Optional(Type.String(durationBounds)),
    start: Type.Optional(Type.String({ format: 'date-time' })),
    end: Type.Optional(Type.String({ format: 'date-time' })),
    minDuration: Type.Optional(Type.String(durationBounds)),
    maxDuration: Type.Optional(Type.String(durationBounds)),
    status: Type.Optional(Type.Union([Type.Literal('error'), Type.Literal('ok')])),
    /** Only of this start of a service: its `service.instance.id`. */
    run: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    /** Tests of any attribute of one span: `http.route = "/x" AND NOT duration < 200ms`; docs/query-language.md. */
    where: Type.Optional(Type.String({ minLength: 1, maxLength: 4_000 })),
    /**
     * `missing`: only traces that log lines, items or segments tell of and no span; `arrived`: none of
     * these. Both kinds when nothing is said and nothing else is asked but service, time and status.
     */
    spans: Type.Optional(Type.Union([Type.Literal('arrived'), Type.Literal('missing')])),
    sort: Type.Optional(
      Type.Union([Type.Literal('newest'), Type.Literal('longest'), Type.Literal('shortest')]),
    ),
    limit: Type.Optional(Type.Integer({ ...limitBounds, default: 20 })),
    cursor: Type.Optional(Type.String({ maxLength: 256 })),
  },
  { additionalProperties: false },
)
export type TraceSearch = Static<typeof TraceSearch>

export const Span = Type.Object({
  spanId: Type.String(),
  /** '' for a root. */
  parentSpanId: Type.String(),
  name: Type.String(),
  kind: Type.String(),
  service: Type.String(),
  startUnixNano: Nanos,
  durationNano: Nanos,
  status: Type.Union([Type.Literal('unset'), Type.Literal('ok'), Type.Literal('error')]),
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

/** An X-Ray segment or subsegment of the trace; `segmentId` equals the `spanId` of the span it was made of. */
export const TraceSegment = Type.Object({
  segmentId: Type.String(),
  /** '' for a root. */
  parentId: Type.String(),
  name: Type.String(),
  /** The segment's name; '' for a subsegment that came alone. */
  service: Type.String(),
  /** Its `service.instance.id`; '' where the segment does not say. */
  run: Type.Optional(Type.String()),
  isSubsegment: Type.Boolean(),
  inProgress: Type.Boolean(),
  namespace: Type.String(),
  origin: Type.String(),
  startUnixNano: Nanos,
  durationNano: Nanos,
  error: Type.Boolean(),
  fault: Type.Boolean(),
  throttle: Type.Boolean(),
  annotations: Attributes,
  /** The further blocks of the document (`metadata`, `http`, `sql`, `aws`, `cause`, …) as JSON texts, by name. */
  blocks: Attributes,
})
export type TraceSegment = Static<typeof TraceSegment>

export const TraceLog = Type.Object({
  timeUnixNano: Nanos,
  spanId: Type.String(),
  service: Type.String(),
  severity: Type.String(),
  severityNumber: Type.Integer(),
  body: Type.String(),
  attributes: Attributes,
  resource: Attributes,
})
export type TraceLog = Static<typeof TraceLog>

export const TraceError = Type.Object({
  uuid: Type.String(),
  timeUnixNano: Nanos,
  spanId: Type.String(),
  service: Type.String(),
  level: Type.String(),
  title: Type.String(),
  exceptionClass: Type.String(),
  message: Type.String(),
  fingerprint: Type.String(),
  context: Type.String(),
  environment: Type.String(),
  codeVersion: Type.String(),
  /** The item's `data` as JSON text. */
  data: Type.String(),
})
export type TraceError = Static<typeof TraceError>

/** Spans in waterfall order: each span directly after its parent, siblings by start. */
export const Trace = Type.Object({
  traceId: Type.String(),
  startUnixNano: Nanos,
  durationNano: Nanos,
  /** There and true when more spans are kept than are answered. */
  truncated: Type.Optional(Type.Boolean()),
  spans: Type.Array(
    Type.Intersect([
      Span,
      Type.Object({
        depth: Type.Integer(),
        /** The parent is named but has not arrived, or the chain of parents is a circle. */
        orphan: Type.Boolean(),
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
