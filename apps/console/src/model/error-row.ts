/** One row of `rollbar_items`: a Rollbar occurrence. */
export interface ErrorRow {
  /** Nanoseconds since the epoch as a decimal string. */
  readonly Timestamp: string
  readonly Uuid: string
  /** 32 hex digits, or '' without a trace. */
  readonly TraceId: string
  readonly SpanId: string
  readonly ServiceName: string
  readonly Environment: string
  readonly CodeVersion: string
  readonly Level: string
  /** Groups occurrences into an item. */
  readonly Fingerprint: string
  readonly Title: string
  readonly ExceptionClass: string
  readonly Message: string
  readonly Context: string
  /** The received `data` as JSON text, without access tokens. */
  readonly Data: string
}
