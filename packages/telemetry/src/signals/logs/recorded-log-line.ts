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
