import { limitBounds } from './bounds.ts'
import { ErrorItem } from './errors.ts'
import { Figures } from './figures.ts'
import { spanFilters } from './filters.ts'
import { Nanos, OneOf, type Static, Type } from './schema.ts'

const time = Type.String({ format: 'date-time' })

/**
 * The default period is the last hour, or the whole time of a run. The baseline is `baselineStart` to
 * `baselineEnd`, `baselineRun`, or the same time `baselineShift` (`1d`) earlier; by default the
 * preceding time range, and for a run the last earlier run with requests.
 */
export const PeriodSearch = Type.Object(
  {
    ...spanFilters,
    baselineStart: Type.Optional(time),
    baselineEnd: Type.Optional(time),
    baselineRun: spanFilters.run,
    baselineShift: spanFilters.since,
    /** Operations at most. */
    limit: Type.Optional(Type.Integer({ ...limitBounds, default: 100 })),
  },
  { additionalProperties: false },
)
export type PeriodSearch = Static<typeof PeriodSearch>

const Period = Type.Object({
  startUnixNano: Nanos,
  /** Not included. */
  endUnixNano: Nanos,
  run: Type.Optional(Type.String()),
})
const sides = { now: Figures, before: Figures }

export const ComparedOperation = Type.Object({
  service: Type.String(),
  operation: Type.String(),
  kind: Type.String(),
  /** In which of the two periods it is. */
  change: OneOf('new', 'removed', 'both'),
  /** Score of the change, 0 to 1; fewer spans lower it. */
  score: Type.Number(),
  ...sides,
})
export type ComparedOperation = Static<typeof ComparedOperation>

const { counts: _counts, ...item } = ErrorItem.properties

export const PeriodComparison = Type.Object({
  period: Period,
  baseline: Period,
  /** All requests: spans of kind server or consumer. */
  all: Type.Object(sides),
  /** Largest change first. */
  operations: Type.Array(ComparedOperation),
  /** Their number, also beyond the limit. */
  operationCount: Type.Integer(),
  /** Items of the service and run with an occurrence in the period and none in the baseline, the last first. */
  newErrors: Type.Array(Type.Object(item)),
})
export type PeriodComparison = Static<typeof PeriodComparison>
