import type { TelemetryReader } from '../../model/telemetry-reader.ts'
import type { TraceShapeReader } from '../../model/trace-shape-reader.ts'

/** What the Jaeger face asks, and who hears of the failures that are the console's own. */
export interface JaegerReaders {
  readonly reader: TelemetryReader
  readonly traceShape: TraceShapeReader
  readonly onError: (error: unknown) => void
}
