import { STATUS_CODES } from 'node:http'

/** What an error body says; RFC 9457, media type `application/problem+json`. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  /** Stable, for programs; the detail is for people. */
  readonly code: string
  /** The path that was asked for, without its query. */
  readonly instance: string
  readonly trace_id?: string
  readonly errors?: readonly InvalidValue[]
}

/** One value of the request that cannot be used. */
export interface InvalidValue {
  /** Where it was: `querystring/limit`, `body/message`. */
  readonly in: string
  /** What is allowed there. */
  readonly detail: string
}

export interface ProblemOptions extends ErrorOptions {
  readonly status: number
  readonly code: string
  /** May be shown to anyone. */
  readonly detail: string
  /** Sent as `Retry-After`. */
  readonly retryAfterSeconds?: number
}

/** An error whose status and text are meant for the caller. */
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
