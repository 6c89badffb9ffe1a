/** An error response of the console; the message is its `detail`, written for the user. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number

  /** @param problem The body of the response, normally problem details (RFC 9457) */
  constructor(status: number, problem: unknown) {
    super(
      text(problem, 'detail') ??
        text(problem, 'title') ??
        `The console responded with HTTP ${status}`,
    )
    this.status = status
  }
}

function text(problem: unknown, name: 'detail' | 'title'): string | undefined {
  if (typeof problem !== 'object' || problem === null) return undefined
  const value: unknown = Reflect.get(problem, name)
  return typeof value === 'string' ? value : undefined
}
