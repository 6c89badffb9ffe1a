import type { Context } from '@opentelemetry/api'

/** A request as the metrics describe it, with the values of its span. */
export interface RequestMeasurement {
  readonly method: string
  readonly scheme: string
  /** Undefined for requests without a route, which all share one series. */
  readonly route: string | undefined
  readonly status: number | undefined
  readonly errorType: string | undefined
  readonly protocolVersion: string
  readonly durationMillis: number
  /** Contains the request span. */
  readonly context: Context
}

export interface RequestMetrics {
  begin(method: string, scheme: string): void
  end(measurement: RequestMeasurement): void
}
