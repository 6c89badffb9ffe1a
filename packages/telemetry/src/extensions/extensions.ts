import type { Attributes } from '@opentelemetry/api'
import type { Instrumentation } from '@opentelemetry/instrumentation'
import type { SpanProcessor } from '@opentelemetry/sdk-trace'
import type { ErrorReportContext } from '../signals/error-report-context.ts'
import type { LineStream } from '../signals/line-stream.ts'

/**
 * Telemetry extensions of an application: the default export of the module that
 * `TELEMETRY_EXTENSIONS` names.
 *
 * @example
 * import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis'
 *
 * export default {
 *   instrumentations: [new IORedisInstrumentation()],
 *   beforeSend: (error) => error.statusCode !== 503,
 * } satisfies TelemetryExtensions
 */
export interface TelemetryExtensions {
  /** Further instrumentations. They patch CommonJS and ES modules that are imported after the start. */
  readonly instrumentations?: readonly Instrumentation[]
  /**
   * Called with every recorded span before the signals of this package. A processor sees a span as
   * it was recorded, not redacted. Attributes that it sets in `onStart` or `onEnding` are part of
   * the span and the segment. It is flushed and shut down with the process.
   */
  readonly spanProcessors?: readonly SpanProcessor[]
  /**
   * Receive every log line in addition to stdout and CloudWatch Logs, for example Node's `Writable`:
   * whole JSON lines, redacted, each with its line feed. They should not block.
   */
  readonly logStreams?: readonly LineStream[]
  /** Attributes of the service, sent with every signal that has a resource; redacted. */
  readonly resourceAttributes?: Attributes
  /** Baggage entries with these keys become attributes of every span, with the key as the name. */
  readonly baggageKeys?: readonly string[]
  /**
   * Decides about an error before it becomes an error report. `false` discards it; spans, segments
   * and log lines keep it. When this function throws, the error is reported.
   */
  readonly beforeSend?: (error: unknown, context: ErrorReportContext) => boolean | undefined
}
