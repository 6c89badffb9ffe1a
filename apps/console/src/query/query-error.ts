/** An invalid query; the message names the parameter and what is allowed. */
export class QueryError extends Error {
  override readonly name = 'QueryError'
  readonly code:
    | 'CON_QUERY_INVALID'
    | 'CON_QUERY_NO_SUCH_TRACE'
    | 'CON_QUERY_NO_SUCH_ITEM'
    | 'CON_QUERY_NO_SUCH_RUN'
    | 'CON_QUERY_NO_SUCH_METRIC'

  constructor(code: QueryError['code'], message: string) {
    super(message)
    this.code = code
  }
}
