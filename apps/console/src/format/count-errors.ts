interface ErrorTrace {
  readonly spans: readonly unknown[]
  readonly logs?: readonly { readonly severityNumber: number }[]
  readonly errors?: readonly unknown[]
}

const errorSeverity = 17

/**
 * Errors of a trace: its spans and segments without a span that failed. Without spans a log line or an item
 * may be the only sign of the failure; both often report the same one, so the larger count is used.
 */
export function countErrors({ spans, logs = [], errors = [] }: ErrorTrace, failed: number): number {
  if (spans.length > 0) return failed
  const lines = logs.filter(({ severityNumber }) => severityNumber >= errorSeverity)
  return Math.max(failed, errors.length, lines.length)
}
