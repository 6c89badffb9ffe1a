import type { SpanAnalysisReader } from '../../model/span-analysis-reader.ts'
import type { TelemetryReader } from '../../model/telemetry-reader.ts'
import type { TraceShapeReader } from '../../model/trace-shape-reader.ts'

/** Readers of the Jaeger API, and the handler of internal errors. */
export interface JaegerReaders {
  readonly reader: TelemetryReader
  readonly traceShape: TraceShapeReader
  readonly analysis: SpanAnalysisReader
  readonly onError: (error: unknown) => void
}
