import { STATUS_CODES } from 'node:http'

/** An error body; RFC 9457, media type `application/problem+json`. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  /** Stable code for programs; `detail` is for people. */
  readonly code: string
  /** The request path without the query; absent when the request cannot be parsed. */
  readonly instance?: string
  readonly trace_id?: string
  readonly errors?: readonly InvalidValue[]
}

/** An invalid value of the request. */
export interface InvalidValue {
  /** Location, such as `querystring/limit` or `body/message`. */
  readonly in: string
  /** Allowed values. */
  readonly detail: string
}

export interface ProblemOptions extends ErrorOptions {
  readonly status: number
  readonly code: string
  /** Public text; must not contain internals. */
  readonly detail: string
  /** Sent as `Retry-After`. */
  readonly retryAfterSeconds?: number
}

/** An error whose status and detail are sent to the client. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly statusCode: number
  readonly code: string
  readonly retryAfterSeconds: number | undefined

  constructor({ status, code, detail, retryAfterSeconds, ...options }: ProblemOptions) {
    super(detail, options)
    this.statusCode = status
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export function titleOf(status: number): string {
  return STATUS_CODES[status] ?? 'Error'
}
