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
