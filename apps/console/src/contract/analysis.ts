import { durationBounds, limitBounds } from './bounds.ts'
import { counted, Figures } from './figures.ts'
import { spanFilters, timeFilters } from './filters.ts'
import { hints } from './hints.ts'
import { Nanos, type Static, Type } from './schema.ts'

/** Shapes of figures over many spans; times and durations as in traces.ts. */
const duration = Type.String(durationBounds)

const steps = Type.Optional(Type.Integer({ minimum: 1, maximum: 300 }))

export const CountSearch = Type.Object(
  {
    ...spanFilters,
    by: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
    steps,
  },
  { additionalProperties: false },
)
export type CountSearch = Static<typeof CountSearch>

const Percentiles = Type.Array(Type.Union([Nanos, Type.Null()]))
/** One entry per step of time; `null` where nothing was counted. */
const CountSeries = Type.Object({
  total: Figures,
  counts: Type.Array(Type.Number()),
  errorCounts: Type.Array(Type.Number()),
  p50Nanos: Percentiles,
  p95Nanos: Percentiles,
  p99Nanos: Percentiles,
})
export type CountSeries = Static<typeof CountSeries>

const timeAxis = { startUnixNano: Nanos, stepNano: Nanos, stepCount: Type.Integer() }

export const CountResult = Type.Object({
  ...timeAxis,
  all: CountSeries,
  /** `value` is null for spans without the attribute. */
  groups: Type.Array(
    Type.Intersect([CountSeries, Type.Object({ value: Type.Union([Type.String(), Type.Null()]) })]),
  ),
  groupCount: Type.Integer(),
  hints,
})
export type CountResult = Static<typeof CountResult>

export const HeatmapSearch = Type.Object(
  { ...spanFilters, steps, rows: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) },
  { additionalProperties: false },
)
export type HeatmapSearch = Static<typeof HeatmapSearch>

const HeatmapCell = Type.Object({
  step: Type.Integer(),
  row: Type.Integer(),
  count: Type.Number(),
  errorCount: Type.Number(),
})
export type HeatmapCell = Static<typeof HeatmapCell>

export const HeatmapResult = Type.Object({
  ...timeAxis,
  /** Row n holds durations from boundary n to before boundary n + 1, the shortest first. */
  boundaryNanos: Type.Array(Nanos),
  cells: Type.Array(HeatmapCell),
  count: Type.Number(),
  estimated: counted.estimated,
  hints,
})
export type HeatmapResult = Static<typeof HeatmapResult>

/** The box goes from its starts to before its ends. */
export const CompareSearch = Type.Object(
  {
    ...spanFilters,
    boxStart: Type.String({ format: 'date-time' }),
    boxEnd: Type.String({ format: 'date-time' }),
    boxMinDuration: Type.Optional(duration),
    boxMaxDuration: Type.Optional(duration),
  },
  { additionalProperties: false },
)
export type CompareSearch = Static<typeof CompareSearch>

/** Shares are from 0 to 1; `value` is null for spans without the attribute. */
const ValueShare = Type.Object({
  value: Type.Union([Type.String(), Type.Null()]),
  selectedShare: Type.Number(),
  baselineShare: Type.Number(),
})
export type ValueShare = Static<typeof ValueShare>

const ComparedAttribute = Type.Object({
  key: Type.String(),
  /** The greatest difference of shares among its values. */
  score: Type.Number(),
  values: Type.Array(ValueShare),
})
export type ComparedAttribute = Static<typeof ComparedAttribute>

/** Attributes that distinguish the box most come first. */
export const CompareResult = Type.Object({
  /** Spans in the box and outside; `estimated` when they are sampled. */
  selectedCount: Type.Number(),
  baselineCount: Type.Number(),
  estimated: Type.Boolean(),
  attributes: Type.Array(ComparedAttribute),
})
export type CompareResult = Static<typeof CompareResult>

export const AttributeSearch = Type.Object(
  {
    service: spanFilters.service,
    ...timeFilters,
    containing: Type.Optional(Type.String({ maxLength: 256 })),
    limit: Type.Optional(Type.Integer(limitBounds)),
  },
  { additionalProperties: false },
)
export type AttributeSearch = Static<typeof AttributeSearch>

const ValueCount = Type.Object({ name: Type.String(), count: Type.Number() })
export type ValueCount = Static<typeof ValueCount>

/** `fields` are a span's own, such as `duration`. */
export const AttributeList = Type.Object({
  fields: Type.Array(Type.String()),
  attributes: Type.Array(ValueCount),
})
export type AttributeList = Static<typeof AttributeList>

export const ValueList = Type.Object({ values: Type.Array(ValueCount) })
export type ValueList = Static<typeof ValueList>
