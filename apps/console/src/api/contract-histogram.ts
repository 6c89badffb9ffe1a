import { type Static, Type } from '@cruddur/fastify-service/schema'
import { TraceSearch } from './contract.ts'

const Nanos = Type.String({ pattern: '^\\d+$' })

const {
  spans: _spans,
  newerThan: _newerThan,
  sort: _sort,
  limit: _limit,
  cursor: _cursor,
  ...asked
} = TraceSearch.properties

/** Traces that match over time, each where its newest match is; `steps` at most. */
export const TraceHistogramSearch = Type.Object(
  {
    ...asked,
    steps: Type.Optional(Type.Integer({ minimum: 1, maximum: 300 })),
  },
  { additionalProperties: false },
)
export type TraceHistogramSearch = Static<typeof TraceHistogramSearch>

/** One entry per step of time; `errorCounts` are traces with a failed span. */
export const TraceHistogram = Type.Object({
  startUnixNano: Nanos,
  stepNano: Nanos,
  stepCount: Type.Integer(),
  counts: Type.Array(Type.Integer()),
  errorCounts: Type.Array(Type.Integer()),
})
export type TraceHistogram = Static<typeof TraceHistogram>
