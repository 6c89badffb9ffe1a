/** A query text that cannot be read; the message names the position and what is allowed there. */
export class WhereError extends Error {
  override readonly name = 'WhereError'
  /** Counted from 0. */
  readonly from: number

  constructor(message: string, from: number, options?: ErrorOptions) {
    super(`where: ${message}`, options)
    this.from = from
  }
}
