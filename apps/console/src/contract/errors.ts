import { Nanos, OneOf, type Static, Type } from './schema.ts'
import { TraceError } from './signals.ts'
import { ServiceSearch } from './traces.ts'

const page = { cursor: Type.Optional(Type.String({ maxLength: 512 })) }

/** Time range as in a trace search; all stored data by default. */
export const ErrorFilter = Type.Object(
  {
    ...ServiceSearch.properties,
    service: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    /** Only of this start of a service: its `service.instance.id`. */
    run: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    environment: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    level: Type.Optional(OneOf('critical', 'error', 'warning', 'info', 'debug')),
  },
  { additionalProperties: false },
)
export type ErrorFilter = Static<typeof ErrorFilter>

export const ErrorItemSearch = Type.Object(
  {
    ...ErrorFilter.properties,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
    ...page,
  },
  { additionalProperties: false },
)
export type ErrorItemSearch = Static<typeof ErrorItemSearch>

/** Occurrences of one fingerprint. Title and level are those of the last matching occurrence. */
export const ErrorItem = Type.Object({
  fingerprint: Type.String(),
  /** 1 for the stored item that occurred first. */
  counter: Type.Integer(),
  title: Type.String(),
  exceptionClass: Type.String(),
  level: Type.String(),
  /** Origin of the last occurrence: its context, and file and line of the innermost application frame. */
  culprit: Type.String(),
  /** By name, at most 20 of each. */
  services: Type.Array(Type.String()),
  environments: Type.Array(Type.String()),
  codeVersions: Type.Array(Type.String()),
  /** Of all stored occurrences; the other figures cover the matching ones. */
  firstSeenUnixNano: Nanos,
  lastSeenUnixNano: Nanos,
  occurrenceCount: Type.Integer(),
  traceCount: Type.Integer(),
  /** Occurrences in each step of the chart. */
  counts: Type.Array(Type.Integer()),
})
export type ErrorItem = Static<typeof ErrorItem>

const chart = { chart: Type.Object({ startUnixNano: Nanos, stepNano: Nanos }) }

/** The item that occurred last comes first. */
export const ErrorItemList = Type.Object({
  items: Type.Array(ErrorItem),
  ...chart,
  nextCursor: Type.Optional(Type.String()),
})
export type ErrorItemList = Static<typeof ErrorItemList>

export const ErrorItemDetail = Type.Object({ item: ErrorItem, ...chart })
export type ErrorItemDetail = Static<typeof ErrorItemDetail>

export const OccurrenceSearch = Type.Object(
  {
    ...ErrorFilter.properties,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 20 })),
    ...page,
  },
  { additionalProperties: false },
)
export type OccurrenceSearch = Static<typeof OccurrenceSearch>

export const ErrorOccurrence = Type.Object({
  ...TraceError.properties,
  /** '' when the occurrence is of no trace. */
  traceId: Type.String(),
  /** The error, then its causes; none when a message was sent. */
  exceptions: Type.Array(
    Type.Object({
      class: Type.String(),
      message: Type.String(),
      /** The innermost call first; line and column are 0 when not known. */
      frames: Type.Array(
        Type.Object({
          file: Type.String(),
          line: Type.Integer(),
          column: Type.Integer(),
          method: Type.String(),
          code: Type.String(),
        }),
      ),
    }),
  ),
})
export type ErrorOccurrence = Static<typeof ErrorOccurrence>

/** Newest first. */
export const OccurrenceList = Type.Object({
  occurrences: Type.Array(ErrorOccurrence),
  nextCursor: Type.Optional(Type.String()),
})
export type OccurrenceList = Static<typeof OccurrenceList>
