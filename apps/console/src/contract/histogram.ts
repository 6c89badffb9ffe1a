import { spanFilters } from './filters.ts'
import { Nanos, type Static, Type } from './schema.ts'

/** Matching traces over time, each at its newest match. */
export const TraceHistogramSearch = Type.Object(
  {
    ...spanFilters,
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
