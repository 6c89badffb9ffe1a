/** A filter expression that does not follow X-Ray's syntax. */
export class FilterExpressionError extends Error {
  override readonly name = 'FilterExpressionError'
  readonly code = 'CON_XRAY_FILTER_EXPRESSION'
}
