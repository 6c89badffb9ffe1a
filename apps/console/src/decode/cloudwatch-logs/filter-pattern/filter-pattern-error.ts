/** A filter pattern that does not follow CloudWatch's syntax. */
export class FilterPatternError extends Error {
  override readonly name = 'FilterPatternError'
  readonly code = 'CON_LOGS_FILTER_PATTERN'
}
