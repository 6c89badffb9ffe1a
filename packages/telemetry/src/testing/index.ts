import './matchers.ts'

export type { RecordedErrorReport } from '../signals/error-reports/recorded-error-report.ts'
export type { RecordedLogLine } from '../signals/logs/recorded-log-line.ts'
export type { RecordedMetric } from '../signals/metrics/recorded-metric.ts'
export type { Expected, RecordedSignals } from '../signals/registry.ts'
export type { RecordedSegment, RecordedSubsegment } from '../signals/segments/recorded-segment.ts'
export type { RecordedSpan } from '../signals/spans/recorded-span.ts'
export {
  startTestTelemetry,
  type TestTelemetry,
  type TestTelemetryOptions,
} from './start-test-telemetry.ts'
export { type TelemetryContract, telemetryContract } from './telemetry-contract.ts'
