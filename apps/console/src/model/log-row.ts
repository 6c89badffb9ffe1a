/**
 * One row of `otel_logs`, received by OTLP or CloudWatch's PutLogEvents. `ResourceAttributes` has the
 * group and stream of a CloudWatch event as `aws.log.group.names` and `aws.log.stream.names`.
 */
export interface LogRow {
  /** Nanoseconds since the epoch as a decimal string. */
  readonly Timestamp: string
  readonly TraceId: string
  readonly SpanId: string
  readonly TraceFlags: number
  readonly SeverityText: string
  readonly SeverityNumber: number
  readonly ServiceName: string
  readonly Body: string
  readonly ResourceSchemaUrl: string
  readonly ResourceAttributes: Readonly<Record<string, string>>
  readonly ScopeSchemaUrl: string
  readonly ScopeName: string
  readonly ScopeVersion: string
  readonly ScopeAttributes: Readonly<Record<string, string>>
  readonly LogAttributes: Readonly<Record<string, string>>
  readonly EventName: string
  /** Unique and ascending in order of arrival; the store assigns it. */
  readonly LineId?: string
  /** JSON of `RowTypes`: types of values that their text does not show; '' without any. */
  readonly ValueTypes?: string | undefined
  /** Days since 1970-01-01: retention keeps the row until then even if its time is older. Only written. */
  readonly RetainUntil?: number | undefined
}
