import './matchers.ts'

export type { Expected } from './match-recorded.ts'
export type * from './recorded-signals.ts'
export {
  startTestTelemetry,
  type TestTelemetry,
  type TestTelemetryOptions,
} from './start-test-telemetry.ts'
export { type TelemetryContract, telemetryContract } from './telemetry-contract.ts'
