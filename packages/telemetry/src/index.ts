export type { ServiceIdentity } from './config/service-identity.ts'
export type { DropReason, LedgerSnapshot, Outage } from './delivery/ledger.ts'
export { type ErrorCode, errorCodes, TelemetryError } from './errors.ts'
export type { TelemetryExtensions } from './extensions/extensions.ts'
export {
  type RequestOpenTelemetry,
  type RequestTelemetry,
  type TelemetryPluginOptions,
  telemetryPlugin,
} from './plugin/index.ts'
export { reportFailedStart } from './report-failed-start.ts'
export { type JobOptions, runJob } from './run-job.ts'
export type {
  ErrorReportContext,
  ErrorReportLevel,
  ReportedPerson,
  ReportedRequest,
} from './signals/error-report-context.ts'
export type { LineStream } from './signals/line-stream.ts'
export type { SignalName } from './signals/registry.ts'
export { AWSXRay } from './signals/segments/native/sdk.ts'
export {
  getTelemetry,
  type ShutdownReport,
  type Telemetry,
  type TelemetryLedger,
} from './telemetry.ts'
export { withSpan } from './with-span.ts'
