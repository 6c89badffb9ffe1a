import { Type } from '@cruddur/fastify-service/schema'

/** Why a result may be empty: an attribute of the query that no span in the time range has. */
const QueryHint = Type.Object({
  message: Type.String(),
  key: Type.String(),
  /** The attribute or field that was probably meant. */
  suggestion: Type.Optional(Type.String()),
})
export const hints = Type.Optional(Type.Array(QueryHint))
