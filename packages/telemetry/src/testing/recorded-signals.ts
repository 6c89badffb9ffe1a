import type { Attributes } from '@opentelemetry/api'

/** An ended span as plain data, redacted. */
export interface RecordedSpan {
  readonly name: string
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer'
  readonly traceId: string
  readonly spanId: string
  /** Undefined for the root span of a trace. */
  readonly parentSpanId: string | undefined
  readonly status: 'unset' | 'ok' | 'error'
  readonly statusMessage: string | undefined
  readonly attributes: Attributes
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[]
  readonly durationMillis: number
}

/** A subsegment; fields as in X-Ray's segment documents. */
export interface RecordedSubsegment {
  readonly name: string
  /** The ID of its span. */
  readonly id: string
  readonly start_time: number
  readonly end_time?: number
  readonly subsegments?: readonly RecordedSubsegment[]
  readonly [field: string]: unknown
}

/** An X-Ray segment document. */
export interface RecordedSegment extends RecordedSubsegment {
  readonly trace_id: string
  readonly parent_id?: string
}

/** A log line as written to stdout. */
export interface RecordedLogLine {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'
  readonly time: number | string
  readonly msg?: string
  readonly service: string
  readonly trace_id?: string
  readonly span_id?: string
  readonly [field: string]: unknown
}

/** The `data` of a Rollbar occurrence. */
export interface RecordedErrorReport {
  readonly uuid: string
  readonly level: string
  /** Seconds since the epoch. */
  readonly timestamp: number
  readonly fingerprint: string
  /** The route. */
  readonly context?: string
  readonly custom: { readonly trace_id?: string; readonly span_id?: string } & Record<
    string,
    unknown
  >
  readonly body: {
    /** Set when a string was reported. */
    readonly message?: { readonly body: string }
    readonly trace_chain?: readonly {
      readonly exception: { readonly class: string; readonly message: string }
      readonly frames: readonly object[]
    }[]
  }
  readonly [field: string]: unknown
}

/** One data point of the last collection. */
export interface RecordedMetric {
  readonly name: string
  readonly unit: string
  readonly attributes: Attributes
  /** The value of a counter or gauge; the sum of a histogram. */
  readonly value: number
  /** The number of measurements of a histogram. */
  readonly count?: number
}

/** Everything recorded since the start or the last `clear()`, oldest first. */
export interface RecordedSignals {
  readonly spans: readonly RecordedSpan[]
  readonly segments: readonly RecordedSegment[]
  readonly logLines: readonly RecordedLogLine[]
  readonly errorReports: readonly RecordedErrorReport[]
  /** The data points of the last `settle()`; counters and histograms accumulate over the process. */
  readonly metrics: readonly RecordedMetric[]
}
