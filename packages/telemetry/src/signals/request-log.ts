import type { Span } from '@opentelemetry/api'

/** Strings are from closed sets or redacted, except for the error, which is redacted when it is written. */
export interface RequestLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  /** The logger of the request, with its level and bindings. */
  readonly logger: unknown
  /** The span of the request, active or not. */
  readonly span: Span | undefined
  readonly method: string
  readonly route: string | undefined
  /** Undefined if it equals the route. */
  readonly path: string | undefined
  readonly scheme?: string | undefined
  readonly clientAddress?: string | undefined
  readonly status: number | undefined
  readonly durationMillis: number
  readonly outcome: string
  /** UUID of the error report. */
  readonly errorReport: string | undefined
  /** The thrown value of a failed request, if there is one. */
  readonly failure: { readonly error: unknown } | undefined
}

/** Writes the line of a request if the logger of the request has its level enabled. */
export type RequestLog = (line: RequestLine) => void
