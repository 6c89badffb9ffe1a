/** One Rollbar occurrence as `rollbar_items` keeps it. */
export interface ErrorRow {
  /** Nanoseconds since the epoch as a decimal string. */
  readonly Timestamp: string
  readonly Uuid: string
  /** 32 hex digits, or '' when the item names no trace. */
  readonly TraceId: string
  readonly SpanId: string
  readonly ServiceName: string
  readonly Environment: string
  readonly CodeVersion: string
  readonly Level: string
  /** What groups occurrences into an item. */
  readonly Fingerprint: string
  readonly Title: string
  readonly ExceptionClass: string
  readonly Message: string
  readonly Context: string
  /** The item's `data` as received, as JSON text, without access tokens. */
  readonly Data: string
}
