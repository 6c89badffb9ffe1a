/** An invalid CloudWatch filter pattern. */
export class FilterPatternError extends Error {
  override readonly name = 'FilterPatternError'
  readonly code = 'CON_LOGS_FILTER_PATTERN'
}
