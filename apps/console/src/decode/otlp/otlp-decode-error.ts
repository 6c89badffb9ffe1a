/** The whole request cannot be decoded: malformed, or too large when decoded. */
export class OtlpDecodeError extends Error {
  override readonly name = 'OtlpDecodeError'
  readonly reason: 'malformed' | 'too-large'

  constructor(reason: 'malformed' | 'too-large', message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}
