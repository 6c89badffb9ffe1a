import { limitBounds } from './bounds.ts'
import { spanFilters, timeFilters } from './filters.ts'
import { findingKindNames } from './finding-kinds.ts'
import { Nanos, OneOf, type Static, Type } from './schema.ts'

const Kind = OneOf(...findingKindNames)
const Severity = OneOf('error', 'warning', 'info')

export const Finding = Type.Object({
  kind: Kind,
  severity: Severity,
  /** Of the request or job concerned; '' when no span of it is stored. */
  service: Type.String(),
  operation: Type.String(),
  /** `rowId` of the spans concerned in the trace; the first 100. */
  spans: Type.Array(Type.String()),
  spanCount: Type.Integer(),
  /** One sentence with the figures of this trace. */
  reason: Type.String(),
  /** Advice to fix it. */
  advice: Type.String(),
  /** Figures behind the reason; names end in their unit. */
  evidence: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
})
export type Finding = Static<typeof Finding>

export const FindingPage = Type.Object(
  {
    /** Findings per page. */
    limit: Type.Optional(Type.Integer({ ...limitBounds, default: 200 })),
    cursor: Type.Optional(Type.String({ maxLength: 256 })),
  },
  { additionalProperties: false },
)
export type FindingPage = Static<typeof FindingPage>

export const TraceFindings = Type.Object({
  traceId: Type.String(),
  findings: Type.Array(Finding),
  /** Of the trace; there may be more than on this page. */
  findingCount: Type.Integer(),
  /** There when more were found; give it back as `cursor`. */
  nextCursor: Type.Optional(Type.String()),
})
export type TraceFindings = Static<typeof TraceFindings>

export const FindingSearch = Type.Object(
  {
    service: spanFilters.service,
    run: spanFilters.run,
    ...timeFilters,
    /** Kinds, separated by commas. */
    kind: Type.Optional(Type.String({ minLength: 1, maxLength: 500 })),
    /** IDs of up to 50 traces to examine instead of those of the range, separated by commas. */
    traces: Type.Optional(Type.String({ minLength: 1, maxLength: 3_300 })),
    /** Groups per page. */
    limit: Type.Optional(Type.Integer({ ...limitBounds, default: 20 })),
    cursor: Type.Optional(Type.String({ maxLength: 256 })),
  },
  { additionalProperties: false },
)
export type FindingSearch = Static<typeof FindingSearch>

/** Findings of one kind on one operation. */
export const FindingGroup = Type.Object({
  kind: Kind,
  severity: Severity,
  service: Type.String(),
  operation: Type.String(),
  findingCount: Type.Integer(),
  traceCount: Type.Integer(),
  /** Start of the newest trace. */
  lastUnixNano: Nanos,
  advice: Type.String(),
  /** Findings of the newest traces, up to 5. */
  examples: Type.Array(
    Type.Object({
      traceId: Type.String(),
      startUnixNano: Nanos,
      /** The first 5. */
      spans: Type.Array(Type.String()),
      spanCount: Type.Integer(),
      reason: Type.String(),
    }),
  ),
})
export type FindingGroup = Static<typeof FindingGroup>

/** Errors first, then warnings, then information; within each by the number of traces. */
export const FindingList = Type.Object({
  groups: Type.Array(FindingGroup),
  /** There when more groups were found; give it back as `cursor`. */
  nextCursor: Type.Optional(Type.String()),
  /** The requested `traces` that have findings, with their kinds. */
  traces: Type.Optional(
    Type.Array(Type.Object({ traceId: Type.String(), kinds: Type.Array(Kind) })),
  ),
  /** The examined traces: the slowest, then the latest with an error and the newest that are not among them. */
  examined: Type.Object({
    traces: Type.Integer(),
    spans: Type.Integer(),
    newest: Type.Integer(),
    slowest: Type.Integer(),
    withErrors: Type.Integer(),
    withoutSpans: Type.Integer(),
    /** More traces match than were examined. */
    isPartial: Type.Boolean(),
  }),
})
export type FindingList = Static<typeof FindingList>
