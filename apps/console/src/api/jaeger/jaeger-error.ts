/** A request that the Jaeger API rejects; each version of the API has its own envelope. */
export class JaegerError extends Error {
  override readonly name = 'JaegerError'
  readonly statusCode: 400 | 404 | 422

  constructor(statusCode: JaegerError['statusCode'], message: string) {
    super(message)
    this.statusCode = statusCode
  }
}
