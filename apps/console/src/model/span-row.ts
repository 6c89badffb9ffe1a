/**
 * One row of `otel_traces`, with the columns of the OpenTelemetry Collector's ClickHouse exporter, so
 * that rows of a Collector and of the console are the same.
 */
export interface SpanRow {
  /** Start; nanoseconds since the epoch as a decimal string. */
  readonly Timestamp: string
  /** 32 lowercase hex digits. */
  readonly TraceId: string
  /** 16 lowercase hex digits. */
  readonly SpanId: string
  /** 16 lowercase hex digits, or '' for a root span. */
  readonly ParentSpanId: string
  readonly TraceState: string
  readonly SpanName: string
  readonly SpanKind: 'Unspecified' | 'Internal' | 'Server' | 'Client' | 'Producer' | 'Consumer'
  readonly ServiceName: string
  readonly ResourceAttributes: Readonly<Record<string, string>>
  readonly ScopeName: string
  readonly ScopeVersion: string
  readonly SpanAttributes: Readonly<Record<string, string>>
  /** Nanoseconds as a decimal string. */
  readonly Duration: string
  readonly StatusCode: 'Unset' | 'Ok' | 'Error'
  readonly StatusMessage: string
  readonly 'Events.Timestamp': readonly string[]
  readonly 'Events.Name': readonly string[]
  readonly 'Events.Attributes': readonly Readonly<Record<string, string>>[]
  readonly 'Links.TraceId': readonly string[]
  readonly 'Links.SpanId': readonly string[]
  readonly 'Links.TraceState': readonly string[]
  readonly 'Links.Attributes': readonly Readonly<Record<string, string>>[]
  /** JSON of `RowTypes`: types of values that their text does not show; '' without any. */
  readonly ValueTypes?: string | undefined
  /** Days since 1970-01-01: retention keeps the row until then even if its time is older. Only written. */
  readonly RetainUntil?: number | undefined
  /** Figures of an earlier row of the same span that the summaries contain. Only written. */
  readonly CountedBefore?: CountedBefore | undefined
}

/** 0: nothing; 1: the span; 2: the span and its error. */
export type CountedBefore = 0 | 1 | 2
