/** The service is unavailable, too slow, or its response is unusable; a later call may succeed. */
export class ServiceUnavailableError extends Error {
  override readonly name = 'ServiceUnavailableError'
  readonly code = 'SERVICE_UNAVAILABLE'
  /** Status of the response, if there was one. */
  readonly status: number | undefined
  /** `Retry-After` of the response. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    message: string,
    options: ErrorOptions & { status?: number; retryAfterSeconds?: number | undefined } = {},
  ) {
    super(message, options)
    this.status = options.status
    this.retryAfterSeconds = options.retryAfterSeconds
  }
}

/** The service rejected the request with a status 4xx; a repetition would be rejected again. */
export class ServiceRejectedError extends Error {
  override readonly name = 'ServiceRejectedError'
  readonly status: number
  /** `code` of the problem details, or `HTTP_<status>`. */
  readonly code: string
  /** `detail` of the problem details. */
  readonly detail: string | undefined

  constructor(service: string, status: number, problem: unknown) {
    const { code, detail } = (problem ?? {}) as { code?: unknown; detail?: unknown }
    const text = typeof detail === 'string' ? detail : undefined
    super(`${service}: ${text ?? `status ${status}`}`)
    this.status = status
    this.code = typeof code === 'string' ? code : `HTTP_${status}`
    this.detail = text
  }
}

/** Statuses of the class 4xx after which a later call may succeed. */
const temporary = new Set([408, 425, 429])

/** The error for a response that is not successful. */
export function errorOf(service: string, response: Response, problem: unknown): Error {
  const { status, headers } = response
  if (status < 500 && !temporary.has(status))
    return new ServiceRejectedError(service, status, problem)
  const retryAfterSeconds = secondsOf(headers.get('retry-after') ?? '')
  const reason = status === 429 ? 'status 429, rate limit exceeded' : `status ${status}`
  return new ServiceUnavailableError(`${service}: ${reason}`, { status, retryAfterSeconds })
}

/** `Retry-After` is a number of seconds or a date. */
function secondsOf(retryAfter: string): number | undefined {
  const isNumber = /^\d+(\.\d+)?$/.test(retryAfter)
  const seconds = isNumber ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1_000
  return seconds > 0 ? Math.ceil(seconds) : undefined
}
