import type { Attributes } from '@opentelemetry/api'

/** An ended span as plain data, redacted. */
export interface RecordedSpan {
  /** The span name. */
  readonly name: string
  /** The span kind. */
  readonly kind: 'internal' | 'server' | 'client' | 'producer' | 'consumer'
  /** 32 hex digits. */
  readonly traceId: string
  /** 16 hex digits. */
  readonly spanId: string
  /** Undefined for the root span of a trace. */
  readonly parentSpanId: string | undefined
  /** The status code. */
  readonly status: 'unset' | 'ok' | 'error'
  /** The status message. */
  readonly statusMessage: string | undefined
  /** Redacted. */
  readonly attributes: Attributes
  /** Exceptions and other events, in order. */
  readonly events: readonly { readonly name: string; readonly attributes: Attributes }[]
  /** Between start and end. */
  readonly durationMillis: number
}
