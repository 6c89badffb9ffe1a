import { type Static, Type } from '@cruddur/fastify-service/schema'
import { TraceSearch } from './contract.ts'
import { limitBounds } from './contract-bounds.ts'
import { ErrorItem } from './contract-errors.ts'

const Nanos = Type.String({ pattern: '^\\d+$' })

const { service, operation, run, since, start, end, minDuration, maxDuration, status, where } =
  TraceSearch.properties
const time = Type.String({ format: 'date-time' })

/**
 * The period is the last hour when nothing is said, of a run its whole time. It is compared with
 * `baselineStart` to `baselineEnd`, with `baselineRun`, with the same time `baselineShift` (`1d`) before, and when
 * nothing is said with the time just before; a run with the run of its service before it.
 */
export const PeriodSearch = Type.Object(
  {
    ...{ service, operation, run, since, start, end, minDuration, maxDuration, status, where },
    baselineStart: Type.Optional(time),
    baselineEnd: Type.Optional(time),
    baselineRun: run,
    baselineShift: since,
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
const Figures = Type.Object({
  count: Type.Number(),
  errorCount: Type.Number(),
  p50Nano: Nanos,
  p95Nano: Nanos,
  p99Nano: Nanos,
})
const sides = { now: Figures, before: Figures }

export const ComparedOperation = Type.Object({
  service: Type.String(),
  operation: Type.String(),
  kind: Type.String(),
  /** In which of the two periods it is. */
  change: Type.Union([Type.Literal('new'), Type.Literal('removed'), Type.Literal('both')]),
  /** How much it changed, 0 to 1, the less the fewer spans say so. */
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
  /** What changed most comes first. */
  operations: Type.Array(ComparedOperation),
  /** How many there are, also beyond the limit. */
  operationCount: Type.Integer(),
  /** Items of the service and run with an occurrence in the period and none in the baseline, the last first. */
  newErrors: Type.Array(Type.Object(item)),
})
export type PeriodComparison = Static<typeof PeriodComparison>
