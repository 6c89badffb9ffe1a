import { PeriodComparison } from './compare.ts'
import { Nanos, OneOf, type Static, Type } from './schema.ts'

const side = {
  ...{ minLength: 1, maxLength: 256 },
  description:
    'Run (instanceId of list_runs), or a time range such as 2026-01-31T09:00:00Z/2026-01-31T09:15:00Z; both sides of one kind',
}
const name = Type.String({ minLength: 1, maxLength: 256 })

export const ChangeSearch = Type.Object(
  {
    /** Span name. */
    operation: name,
    before: Type.String(side),
    now: Type.String(side),
    service: Type.Optional(name),
  },
  { additionalProperties: false },
)
export type ChangeSearch = Static<typeof ChangeSearch>

const Verdict = OneOf('better', 'worse', 'no change', 'not enough data')
export type Verdict = Static<typeof Verdict>

/** 95% confidence interval; `highNano` is absent with too few spans. */
const Interval = Type.Object({ lowNano: Nanos, highNano: Type.Optional(Nanos) })

export type Interval = Static<typeof Interval>

const Evidence = Type.Object({
  count: Type.Number(),
  errorCount: Type.Number(),
  /** 0 to 1, with its 95% confidence interval. */
  ...{ errorRate: Type.Number(), errorRateLow: Type.Number(), errorRateHigh: Type.Number() },
  ...{ p50Nano: Nanos, p50: Interval, p95Nano: Nanos, p95: Interval },
  /** Whether spans were sampled: the intervals are then too narrow. */
  estimated: Type.Boolean(),
})

export type Evidence = Static<typeof Evidence>

const VerifiedOperation = Type.Object({
  ...{ service: Type.String(), operation: Type.String(), kind: Type.String() },
  verdict: Verdict,
  reason: Type.String(),
  verdicts: Type.Object({ errors: Verdict, p50: Verdict, p95: Verdict }),
  ...{ now: Evidence, before: Evidence },
})
export type VerifiedOperation = Static<typeof VerifiedOperation>

export const ChangeResult = Type.Object({
  /** Of the first operation. */
  verdict: Verdict,
  period: PeriodComparison.properties.period,
  baseline: PeriodComparison.properties.baseline,
  /** Services and kinds with a span of this name, the largest 5. */
  operations: Type.Array(VerifiedOperation),
  /** Set when neither side has a span of this name. */
  hint: Type.Optional(Type.String()),
})
export type ChangeResult = Static<typeof ChangeResult>
