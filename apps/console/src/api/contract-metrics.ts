import { type Static, Type } from '@cruddur/fastify-service/schema'
import { TraceSearch } from './contract.ts'

const Nanos = Type.String({ pattern: '^\\d+$' })
const { service, since, start, end } = TraceSearch.properties
const name = Type.String({ minLength: 1, maxLength: 256 })

export const MetricSearch = Type.Object(
  { service, since, start, end },
  { additionalProperties: false },
)
export type MetricSearch = Static<typeof MetricSearch>

const Kind = Type.Union([
  Type.Literal('gauge'),
  Type.Literal('sum'),
  Type.Literal('histogram'),
  Type.Literal('exponentialHistogram'),
  Type.Literal('summary'),
])

export const MetricSummary = Type.Object({
  service: Type.String(),
  name: Type.String(),
  kind: Kind,
  unit: Type.String(),
  description: Type.String(),
  /** Whether a sum only increases. */
  isMonotonic: Type.Boolean(),
  temporality: Type.Union([
    Type.Literal('delta'),
    Type.Literal('cumulative'),
    Type.Literal('unspecified'),
  ]),
  pointCount: Type.Number(),
  seriesCount: Type.Number(),
  lastUnixNano: Nanos,
})
export type MetricSummary = Static<typeof MetricSummary>

export const MetricList = Type.Object({ metrics: Type.Array(MetricSummary) })
export type MetricList = Static<typeof MetricList>

/** The last hour by default. */
export const MetricQuery = Type.Object(
  {
    name,
    service,
    since,
    start,
    end,
    /** Attribute of the data point or the resource to group by. */
    by: Type.Optional(name),
    steps: Type.Optional(Type.Integer({ minimum: 1, maximum: 300 })),
  },
  { additionalProperties: false },
)
export type MetricQuery = Static<typeof MetricQuery>

/** One entry per step; null without data points. */
const Values = Type.Array(Type.Union([Type.Number(), Type.Null()]))

const MetricGroup = Type.Object({
  /** Value of the attribute; null for series without it. */
  value: Type.Union([Type.String(), Type.Null()]),
  values: Values,
  /** Percentiles of histograms, in the unit of the metric. */
  p50s: Type.Optional(Values),
  p95s: Type.Optional(Values),
  p99s: Type.Optional(Values),
  /** Increase of a counter, or number of measurements of a histogram. */
  total: Type.Optional(Type.Number()),
})

export const MetricResult = Type.Object({
  name: Type.String(),
  kind: Kind,
  unit: Type.String(),
  description: Type.String(),
  /** The meaning of `values`: the mean of a gauge, the sum of an up-down counter, the increase per second of others. */
  meaning: Type.Union([Type.Literal('mean'), Type.Literal('sum'), Type.Literal('rate')]),
  startUnixNano: Nanos,
  stepNano: Nanos,
  stepCount: Type.Integer(),
  /** Largest first. */
  groups: Type.Array(MetricGroup),
  groupCount: Type.Integer(),
  exemplars: Type.Array(
    Type.Object({
      timeUnixNano: Nanos,
      value: Type.Number(),
      traceId: Type.String(),
      spanId: Type.String(),
      groupValue: Type.Union([Type.String(), Type.Null()]),
    }),
  ),
})
export type MetricResult = Static<typeof MetricResult>
