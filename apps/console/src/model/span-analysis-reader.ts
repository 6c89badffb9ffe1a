import type { ValueCount } from '../contract/analysis.ts'
import type { Figures } from '../contract/figures.ts'
import type { Condition, Field } from './condition.ts'
import type { TimeRange } from './telemetry-reader.ts'

/** A set of spans. */
export interface SpanSet {
  readonly range: TimeRange
  readonly condition: Condition
}

/** Figures without spans. */
export const noFigures: Figures = {
  ...{ count: 0, errorCount: 0, estimated: false },
  ...{ p50Nano: '0', p95Nano: '0', p99Nano: '0' },
}

export interface GroupCount {
  /** `=` and the value, or '' for spans without that attribute. */
  readonly key: string
  /** Number of spans, weighted by `SampleRate`. */
  readonly count: number
  /** Number of groups, also beyond the limit. */
  readonly groupCount: number
}

export interface OperationFigures extends Figures {
  /** Of all requests (spans of kind server or consumer) together; the names are '' then. */
  readonly isAll: boolean
  readonly service: string
  readonly operation: string
  /** `server`, `client`, … */
  readonly kind: string
}

/** Figures of a group or of all spans, whole or in one step of time. */
export interface StepFigures extends Figures {
  /** The value of the group; null for all spans. */
  readonly key: string | null
  /** Null of the whole range. */
  readonly step: number | null
}

/** Time cut into steps of one length. */
export interface Steps {
  readonly startNano: bigint
  readonly stepNano: bigint
}

export interface HeatmapLevel {
  readonly step: number
  /** Duration in eighths of an octave: `floor(8 · log2(nanoseconds))`. */
  readonly level: number
  readonly count: number
  readonly errorCount: number
  readonly estimated: boolean
}

/** A box in the heatmap: a time range and a range of durations. */
export interface SpanBox {
  readonly range: TimeRange
  readonly minDurationNano: bigint
  /** Exclusive. */
  readonly maxDurationNano: bigint
}

export interface ComparedValue {
  readonly key: string
  readonly value: string
  /** Weight of the spans in the box, and outside, that have it; of a sample when there are many. */
  readonly selected: number
  readonly rest: number
  /** Different values that the key has. */
  readonly valueCount: number
  /** Stored spans that have the key at all, and their weight in the box and outside. */
  readonly keySpans: number
  readonly keySelected: number
  readonly keyRest: number
}

/** Stored spans in a box and outside, and their weight: the number of spans before sampling. */
export interface BoxSizes {
  readonly selected: number
  readonly rest: number
  readonly selectedWeight: number
  readonly restWeight: number
  /** Whether the weight of a span is over 1. */
  readonly estimated: boolean
}

/** Every nth span of each side by the hash of its ID, and the approximate weight of these spans. */
export interface Sampling {
  readonly selected: number
  readonly rest: number
  readonly selectedSize: number
  readonly restSize: number
}

/** A place in the list of traces by duration. */
export interface DurationPosition {
  readonly durationNano: string
  readonly traceId: string
}

export interface DurationQuery extends SpanSet {
  readonly longestFirst: boolean
  /** Only traces without a span in error. */
  readonly withoutErrors: boolean
  readonly after?: DurationPosition
  readonly limit: number
}

/** Figures of a service, or of one of its operations, in one step of time. */
export interface ServiceStepFigures {
  readonly service: string
  /** '' of a whole service. */
  readonly operation: string
  readonly step: number
  readonly count: number
  readonly errorCount: number
  /** The requested quantile. */
  readonly durationNano: number
}

/** Figures over many spans. */
export interface SpanAnalysisReader {
  /** The largest groups, largest first; one group of all when `by` is left out. */
  countGroups(spans: SpanSet, by: Field | undefined, limit: number): Promise<GroupCount[]>
  /** Of all spans and of these groups, whole and over time; nothing where there was nothing. */
  countSteps(
    spans: SpanSet,
    by: Field | undefined,
    keys: readonly string[],
    steps: Steps,
  ): Promise<StepFigures[]>
  /** Figures of each service, or of each of its operations, in each step that has spans. */
  countServiceSteps(
    spans: SpanSet,
    steps: Steps,
    options: { readonly byOperation: boolean; readonly quantile: number },
    limit: number,
  ): Promise<ServiceStepFigures[]>
  /** Figures of all requests, then of the largest operations, largest first. */
  countOperations(spans: SpanSet, limit: number): Promise<OperationFigures[]>
  heatmap(spans: SpanSet, steps: Steps): Promise<HeatmapLevel[]>
  boxSizes(spans: SpanSet, box: SpanBox): Promise<BoxSizes>
  /** Per key, the values whose shares differ most between the box and all other spans. */
  compareValues(spans: SpanSet, box: SpanBox, sampling: Sampling): Promise<ComparedValue[]>
  findByDuration(query: DurationQuery): Promise<DurationPosition[]>
  /** Keys of attributes in the newest spans, most used first. */
  listAttributeKeys(spans: SpanSet, containing: string, limit: number): Promise<ValueCount[]>
  /** Values of a field in the newest spans, most used first. */
  listValues(spans: SpanSet, field: Field, containing: string, limit: number): Promise<ValueCount[]>
}
