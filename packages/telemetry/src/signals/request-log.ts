import type { Span } from '@opentelemetry/api'

/** Texts are as they are to be seen: from closed sets, or redacted. */
export interface RequestLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  /** The one that the line is about, active or not. */
  readonly span: Span | undefined
  readonly method: string
  readonly route: string | undefined
  /** Absent where the route says it all. */
  readonly path: string | undefined
  readonly status: number | undefined
  readonly durationMillis: number
  readonly outcome: string
  /** Uuid of the Rollbar item. */
  readonly errorReport: string | undefined
  /** Comes out redacted. */
  readonly error: unknown
}

/** Writes the one line of each request, at the levels that the logger lets through. */
export type RequestLog = (line: RequestLine) => void
