import type { Attributes } from '@opentelemetry/api'

/** An ended span as plain data, redacted. */
export interface RecordedSpan {
  /** The span name. */
  readonly name: string
  /** The span kind. */
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer'
  /** 32 hex digits. */
  readonly traceId: string
  /** 16 hex digits. */
  readonly spanId: string
  /** Undefined for the root span of a trace. */
  readonly parentSpanId: string | undefined
  /** The status code. */
  readonly status: 'unset' | 'ok' | 'error'
  /** The status message. */
  readonly statusMessage: string | undefined
  /** Redacted. */
  readonly attributes: Attributes
  /** Exceptions and other events, in order. */
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[]
  /** Between start and end. */
  readonly durationMillis: number
}

/** A subsegment; fields as in X-Ray's segment documents. */
export interface RecordedSubsegment {
  /** The name of the segment or subsegment. */
  readonly name: string
  /** The ID of its span. */
  readonly id: string
  /** Seconds since the epoch. */
  readonly start_time: number
  /** Seconds since the epoch. */
  readonly end_time?: number
  /** In the order in which they began. */
  readonly subsegments?: readonly RecordedSubsegment[]
  readonly [field: string]: unknown
}

/** An X-Ray segment document. */
export interface RecordedSegment extends RecordedSubsegment {
  /** In X-Ray's form, `1-` and two parts. */
  readonly trace_id: string
  /** The ID of the segment or span of the caller. */
  readonly parent_id?: string
}

/** A log line as written to stdout. */
export interface RecordedLogLine {
  /** pino's level as a word. */
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'
  /** Milliseconds since the epoch. */
  readonly time: number | string
  /** The message. */
  readonly msg?: string
  /** The service name. */
  readonly service: string
  /** 32 hex digits; undefined outside a span. */
  readonly trace_id?: string
  /** 16 hex digits; undefined outside a span. */
  readonly span_id?: string
  readonly [field: string]: unknown
}

/** The `data` of a Rollbar occurrence. */
export interface RecordedErrorReport {
  /** Returned by `reportError`. */
  readonly uuid: string
  /** The level of the report. */
  readonly level: string
  /** Seconds since the epoch. */
  readonly timestamp: number
  /** Rollbar groups reports by it. */
  readonly fingerprint: string
  /** The route. */
  readonly context?: string
  /** The IDs of the trace, and the `custom` of the context. */
  readonly custom: { readonly trace_id?: string; readonly span_id?: string } & Record<
    string,
    unknown
  >
  /** The message or the exceptions. */
  readonly body: {
    /** Set when a string was reported. */
    readonly message?: { readonly body: string }
    /** The exception and its causes, outermost first. */
    readonly trace_chain?: readonly {
      readonly exception: { readonly class: string; readonly message: string }
      readonly frames: readonly object[]
    }[]
  }
  readonly [field: string]: unknown
}

/** One data point of the last collection. */
export interface RecordedMetric {
  /** The metric name. */
  readonly name: string
  /** In UCUM, `''` without one. */
  readonly unit: string
  /** Of the data point. */
  readonly attributes: Attributes
  /** The value of a counter or gauge; the sum of a histogram. */
  readonly value: number
  /** The number of measurements of a histogram. */
  readonly count?: number
}

/** Everything recorded since the start or the last `clear()`, oldest first. */
export interface RecordedSignals {
  /** Ended spans. */
  readonly spans: readonly RecordedSpan[]
  /** Closed segments. */
  readonly segments: readonly RecordedSegment[]
  /** Lines of all loggers. */
  readonly logLines: readonly RecordedLogLine[]
  /** Items as they would be sent. */
  readonly errorReports: readonly RecordedErrorReport[]
  /** The data points of the last `settle()`; counters and histograms accumulate over the process. */
  readonly metrics: readonly RecordedMetric[]
}
