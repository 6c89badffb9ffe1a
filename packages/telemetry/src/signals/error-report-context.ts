/** Level of an error report, as Rollbar names it. */
export type ErrorReportLevel = 'critical' | 'error' | 'warning' | 'info' | 'debug'

/** The request in which an error was caught. */
export interface ReportedRequest {
  /** HTTP method. */
  readonly method: string
  /** Absolute, or the path with its query. */
  readonly url: string
  /** Only harmless headers are sent. */
  readonly headers?: Readonly<Record<string, string | number | readonly string[] | undefined>>
  /** Path parameters by name. */
  readonly params?: unknown
  /** The parsed body. */
  readonly body?: unknown
}

/** The user of a request, for error reports. */
export interface ReportedPerson {
  /** At most 40 characters. */
  readonly id: string
  /** At most 255 characters. */
  readonly username?: string
  /** At most 255 characters. */
  readonly email?: string
}

/** The context in which an error was caught. It is redacted before it is sent. */
export interface ErrorReportContext {
  /** Default `error`. */
  readonly level?: ErrorReportLevel
  /** Method and route pattern, not the path itself: `GET /api/activities/@:handle`. */
  readonly route?: string
  /** The request in which the error was caught. */
  readonly request?: ReportedRequest
  /** Sent as the app gives it. */
  readonly person?: ReportedPerson
  /** 32 hex digits. */
  readonly traceId?: string
  /** 16 hex digits. */
  readonly spanId?: string
  /** Further data; becomes `custom` of the item. */
  readonly custom?: Readonly<Record<string, unknown>>
}
