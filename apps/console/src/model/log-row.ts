/**
 * One log line as `otel_logs` keeps it, whether it came by OTLP or by CloudWatch's PutLogEvents.
 * A CloudWatch event's group and stream are in `ResourceAttributes` under `aws.log.group.names`
 * and `aws.log.stream.names`.
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
}
