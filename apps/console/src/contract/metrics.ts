import { spanFilters } from './filters.ts'
import { Nanos, OneOf, type Static, Type } from './schema.ts'

const { service, since, start, end, run, where } = spanFilters
const name = Type.String({ minLength: 1, maxLength: 1000 })

/** Filters on data points. */
const filters = {
  ...{ service, since, start, end, run },
  /** Tests of attributes of the data point or its resource, `service` and `scope`. */
  where,
}

export const MetricSearch = Type.Object(filters, { additionalProperties: false })
export type MetricSearch = Static<typeof MetricSearch>

const MetricType = OneOf('counter', 'upDownCounter', 'gauge', 'histogram', 'summary')
export type MetricType = Static<typeof MetricType>

const Kind = OneOf('gauge', 'sum', 'histogram', 'exponentialHistogram', 'summary')

export const MetricSummary = Type.Object({
  service: Type.String(),
  name: Type.String(),
  type: MetricType,
  /** Of the data points: two kinds are histograms, counters and up-down counters are sums. */
  kind: Kind,
  unit: Type.String(),
  description: Type.String(),
  /** Whether a sum only increases. */
  isMonotonic: Type.Boolean(),
  temporality: OneOf('delta', 'cumulative', 'unspecified'),
  pointCount: Type.Number(),
  seriesCount: Type.Number(),
  ...{ firstUnixNano: Nanos, lastUnixNano: Nanos },
  /** Median time between the data points of a series; null with one data point per series. */
  intervalNano: Type.Union([Nanos, Type.Null()]),
})
export type MetricSummary = Static<typeof MetricSummary>

export const MetricList = Type.Object({ metrics: Type.Array(MetricSummary) })
export type MetricList = Static<typeof MetricList>

/** The last hour by default. */
export const MetricQuery = Type.Object(
  {
    ...{ name, ...filters },
    steps: Type.Optional(Type.Integer({ minimum: 1, maximum: 300 })),
    /** Whether steps begin with the first data point when most of the range before it is empty. */
    fit: Type.Optional(Type.Boolean()),
    /** Needed when services send the name with different types. */
    type: Type.Optional(MetricType),
    /** Attribute of the data point or the resource to group by, `service` or `scope`. */
    by: Type.Optional(name),
    /** Groups at most; the others are combined in `rest`. */
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50, default: 10 })),
    /** Rows of the heatmap of a histogram at most; without it there is no heatmap. */
    heatmapRows: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  { additionalProperties: false },
)
export type MetricQuery = Static<typeof MetricQuery>

const MaybeNumber = Type.Union([Type.Number(), Type.Null()])
/** One entry per step; null without data points. */
const Values = Type.Array(MaybeNumber)

const metricValues = {
  /** As `meaning` describes. */
  values: Values,
  /** Of histograms and summaries: the mean of the measurements. */
  means: Type.Optional(Values),
  /** Percentiles of histograms, in the unit of the metric. */
  ...{ p50s: Type.Optional(Values), p95s: Type.Optional(Values), p99s: Type.Optional(Values) },
  /** Of a summary with one series: the quantiles that its client computed. */
  quantiles: Type.Optional(Type.Array(Type.Object({ quantile: Type.Number(), values: Values }))),
  /** Increase of a counter, or number of measurements. */
  total: Type.Optional(Type.Number()),
  /** Percentiles of histograms over the whole range. */
  p50: Type.Optional(MaybeNumber),
  p95: Type.Optional(MaybeNumber),
  p99: Type.Optional(MaybeNumber),
}

const MetricValues = Type.Object(metricValues)
export type MetricValues = Static<typeof MetricValues>

/** `value` is that of the attribute; null for series without it. */
const MetricGroup = Type.Object({
  value: Type.Union([Type.String(), Type.Null()]),
  ...metricValues,
})
export type MetricGroup = Static<typeof MetricGroup>

const MetricExemplar = Type.Object({
  timeUnixNano: Nanos,
  value: Type.Number(),
  traceId: Type.String(),
  spanId: Type.String(),
  group: Type.Union([Type.String(), Type.Null()]),
})
export type MetricExemplar = Static<typeof MetricExemplar>

const OtherMetric = Type.Object({ service: Type.String(), type: MetricType, unit: Type.String() })
export type OtherMetric = Static<typeof OtherMetric>

/** The measurements of a histogram over time, by value. */
const MetricHeatmap = Type.Object({
  /** Row n holds values from boundary n to boundary n + 1, the smallest first. */
  boundaries: Type.Array(Type.Number()),
  /** A count is estimated when a bucket is divided among rows. */
  cells: Type.Array(
    Type.Object({ step: Type.Integer(), row: Type.Integer(), count: Type.Number() }),
  ),
  count: Type.Number(),
})
export type MetricHeatmap = Static<typeof MetricHeatmap>

export const MetricResult = Type.Object({
  name: Type.String(),
  type: MetricType,
  unit: Type.String(),
  description: Type.String(),
  /** The meaning of `values`: the mean of a gauge, the sum of an up-down counter, the increase per second of others. */
  meaning: OneOf('mean', 'sum', 'rate'),
  /** Steps are not shorter than the time between data points. */
  ...{ startUnixNano: Nanos, stepNano: Nanos, stepCount: Type.Integer() },
  /** Largest first. */
  groups: Type.Array(MetricGroup),
  groupCount: Type.Integer(),
  /** The groups beyond `limit`, combined. */
  rest: Type.Optional(MetricValues),
  heatmap: Type.Optional(MetricHeatmap),
  /** At most three per step, the largest values. */
  exemplars: Type.Array(MetricExemplar),
  /** Attribute keys of the data points, for `by` and `where`. */
  attributes: Type.Array(Type.String()),
  /** Services that send the same name with another type or unit, which is not read. */
  others: Type.Array(OtherMetric),
})
export type MetricResult = Static<typeof MetricResult>
