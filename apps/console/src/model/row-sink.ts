import type { ErrorRow } from './error-row.ts'
import type { LogRow } from './log-row.ts'
import type { MetricRows } from './metric-row.ts'
import type { SegmentRow } from './segment-row.ts'
import type { SpanRow } from './span-row.ts'

/** The kinds of rows that receivers write, one table each. */
export interface Rows extends MetricRows {
  readonly spans: SpanRow
  readonly logs: LogRow
  readonly segments: SegmentRow
  readonly errors: ErrorRow
}

/** Accepts rows from receivers. */
export interface RowSink {
  /**
   * Resolves once the rows are durable, so that a receiver can acknowledge them.
   * @throws OverloadedError when the queue is full and the client must retry later.
   */
  insert<Kind extends keyof Rows>(kind: Kind, rows: readonly Rows[Kind][]): Promise<void>
}

/** The store is overloaded; respond with 429 or 503 and this `Retry-After`. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError'
  readonly code = 'CON_STORE_OVERLOADED'
  readonly retryAfterSeconds: number

  constructor(message: string, retryAfterSeconds: number, options?: ErrorOptions) {
    super(message, options)
    this.retryAfterSeconds = retryAfterSeconds
  }
}
