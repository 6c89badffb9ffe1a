import { type Static, Type } from './schema.ts'

/** An attribute of the query that no span in the time range has, or traces in the future. */
const QueryHint = Type.Object({
  message: Type.String(),
  key: Type.Optional(Type.String()),
  /** The suggested attribute or field. */
  suggestion: Type.Optional(Type.String()),
})
export type QueryHint = Static<typeof QueryHint>
export const hints = Type.Optional(Type.Array(QueryHint))
