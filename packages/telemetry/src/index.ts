export { type Config, loadConfig, type Overrides, telemetrySchema } from './config/load-config.ts'
export type { ServiceIdentity } from './config/service-identity.ts'
export type { DropReason, LedgerSnapshot, Outage } from './delivery/ledger.ts'
export { type ErrorCode, errorCodes, TelemetryError } from './errors.ts'
export type { TelemetryExtensions } from './extensions/index.ts'
export {
  type RequestTelemetry,
  type TelemetryPluginOptions,
  telemetryPlugin,
} from './plugin/index.ts'
export { reportFailedStart } from './report-failed-start.ts'
export { type JobOptions, runJob } from './run-job.ts'
export type { ErrorReportContext, ReportedPerson } from './signals/error-report-context.ts'
export { AWSXRay } from './signals/segments/index.ts'
export type { Signal, SignalName } from './signals/signal.ts'
export {
  getTelemetry,
  type ShutdownReport,
  type Telemetry,
  type TelemetryLedger,
} from './telemetry.ts'
export { withSpan } from './with-span.ts'
