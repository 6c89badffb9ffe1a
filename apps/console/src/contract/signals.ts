import { Attributes, Nanos, type Static, Type } from './schema.ts'

/** The other signals of a trace; times and durations as in traces.ts. */

/** An X-Ray segment or subsegment of the trace; `segmentId` equals the `spanId` of the span it was made of. */
export const TraceSegment = Type.Object({
  segmentId: Type.String(),
  /** '' for a root. */
  parentId: Type.String(),
  name: Type.String(),
  /** The segment's name; '' for a subsegment that came alone. */
  service: Type.String(),
  /** Its `service.instance.id`; '' when the segment has none. */
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

/** One Rollbar occurrence. */
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
