/** A request that the Jaeger face refuses; each version of the API words it in its own envelope. */
export class JaegerError extends Error {
  override readonly name = 'JaegerError'
  readonly statusCode: 400 | 404 | 422

  constructor(statusCode: JaegerError['statusCode'], message: string) {
    super(message)
    this.statusCode = statusCode
  }
}
