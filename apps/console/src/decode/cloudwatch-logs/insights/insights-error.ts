/** A Logs Insights query that cannot be read. */
export class InsightsError extends Error {
  override readonly name = 'InsightsError'
  readonly code = 'CON_LOGS_INSIGHTS_QUERY'
  /** Character offsets of the part that is wrong, from 0. */
  readonly from: number
  readonly to: number

  constructor(message: string, { from, to }: { readonly from: number; readonly to: number }) {
    super(`${message} at position ${from + 1}`)
    this.from = from
    this.to = to
  }
}
