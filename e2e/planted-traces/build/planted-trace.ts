/** A trace as its services send it, with the findings that it was made to have. */
export interface PlantedTrace {
  /** Its scenario: `retry-storm: layers that retry`. */
  readonly scenario: string
  /** Kinds of findings; empty for an innocent trace. */
  readonly labels: readonly string[]
  readonly traceId: string
  /** `resourceSpans` of OTLP JSON. */
  readonly resourceSpans: readonly object[]
  /** `resourceLogs` of OTLP JSON. */
  readonly resourceLogs: readonly object[]
  /** X-Ray segment documents. */
  readonly segments: readonly object[]
  /** `data` of Rollbar items. */
  readonly items: readonly object[]
}

export interface SentSpan {
  readonly id: string
  readonly service: string
  /** Milliseconds since the start of the trace, by the clock of the service. */
  readonly at: number
  readonly ms: number
  readonly end: number
}

export interface SpanOptions {
  /** 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind?: 1 | 2 | 3 | 4 | 5
  readonly attributes?: Readonly<Record<string, string | number | boolean>>
  /** Message of an error status. */
  readonly error?: string
  readonly exception?: string
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[]
  readonly events?: readonly { readonly name: string; readonly at: number }[]
  /** Replaces the ID of the parent. */
  readonly parentId?: string
  /** The span is not sent: sampled out, dropped, or never ended. */
  readonly unsent?: boolean
}
