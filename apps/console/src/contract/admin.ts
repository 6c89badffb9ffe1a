import { OneOf, type Static, Type } from './schema.ts'

/** Counters of a receiver since the console started; `received` is the sum of the others when no request is in progress. */
export const Receiver = Type.Object({
  name: OneOf('otlp', 'xray', 'cloudwatch-logs', 'rollbar'),
  /** Its address; OTLP and X-Ray have ports of their own. */
  port: Type.Integer(),
  received: Type.Integer(),
  stored: Type.Integer(),
  rejected: Type.Integer(),
  dropped: Type.Integer(),
  /** Rejected records by reason. */
  reasons: Type.Record(Type.String(), Type.Integer()),
})
export type Receiver = Static<typeof Receiver>

export const ReceiverList = Type.Object({ receivers: Type.Array(Receiver) })
export type ReceiverList = Static<typeof ReceiverList>

/** The result of an import. */
export const ImportResult = Type.Object({
  /** At most 100. */
  traceIds: Type.Array(Type.String()),
  spanCount: Type.Integer(),
  logCount: Type.Integer(),
  /** Spans and lines that cannot be stored, such as one without a time. */
  rejectedCount: Type.Integer(),
  /** Absent when nothing was rejected. */
  rejectedBecause: Type.Optional(Type.String()),
})
export type ImportResult = Static<typeof ImportResult>
