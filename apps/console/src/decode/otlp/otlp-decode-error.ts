/** The request as a whole cannot be read: broken, or larger than its limits once unfolded. */
export class OtlpDecodeError extends Error {
  override readonly name = 'OtlpDecodeError'
  readonly reason: 'malformed' | 'too-large'

  constructor(reason: 'malformed' | 'too-large', message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}
