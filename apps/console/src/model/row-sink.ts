import type { ErrorRow } from './error-row.ts'
import type { LogRow } from './log-row.ts'
import type { SegmentRow } from './segment-row.ts'
import type { SpanRow } from './span-row.ts'

/** The kinds of row a receiver may write, each kept in a table of its own. */
export interface Rows {
  readonly spans: SpanRow
  readonly logs: LogRow
  readonly segments: SegmentRow
  readonly errors: ErrorRow
}

/** Where receivers write to. */
export interface RowSink {
  /**
   * Resolves once the rows are kept for good, so that a receiver may acknowledge them.
   * @throws OverloadedError when so much waits to be written that a receiver must send its client away.
   */
  insert<Kind extends keyof Rows>(kind: Kind, rows: readonly Rows[Kind][]): Promise<void>
}

/** The store cannot take more now; answer 429 or 503 with this `Retry-After`. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError'
  readonly code = 'CON_STORE_OVERLOADED'
  readonly retryAfterSeconds: number

  constructor(message: string, retryAfterSeconds: number, options?: ErrorOptions) {
    super(message, options)
    this.retryAfterSeconds = retryAfterSeconds
  }
}
