export type ErrorReportLevel = 'critical' | 'error' | 'warning' | 'info' | 'debug'

export interface ReportedRequest {
  readonly method: string
  /** Absolute, or the path with its query. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string | number | readonly string[] | undefined>>
  /** Path parameters by name. */
  readonly params?: unknown
  readonly body?: unknown
}

export interface ReportedPerson {
  readonly id: string
  readonly username?: string
  readonly email?: string
}

/** The context in which an error was caught. It is redacted before it is sent. */
export interface ErrorReportContext {
  /** Default `error`. */
  readonly level?: ErrorReportLevel
  /** Method and route pattern, not the path itself: `GET /api/activities/@:handle`. */
  readonly route?: string
  readonly request?: ReportedRequest
  /** Sent as the app gives it. */
  readonly person?: ReportedPerson
  /** 32 hex digits. */
  readonly traceId?: string
  /** 16 hex digits. */
  readonly spanId?: string
  /** Whatever else helps; becomes `custom` of the item. */
  readonly custom?: Readonly<Record<string, unknown>>
}
