import type { Span } from '@opentelemetry/api'

export interface RequestLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly message: string
  /** The one that the line is about, active or not. */
  readonly span: Span | undefined
  /** As they are to be seen: they come from closed sets or are redacted. */
  readonly fields: Readonly<Record<string, string | number | undefined>>
  /** Comes out redacted. */
  readonly error: unknown
}

/** Writes the one line of each request, at the levels that the logger lets through. */
export type RequestLog = (line: RequestLine) => void
