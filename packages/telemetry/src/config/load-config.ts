import { readEnvironment } from '@cruddur/environment'
import {
  type ErrorReportsConfig,
  errorReportsConfig,
  errorReportsVariables,
} from './error-reports-variables.ts'
import { type LogsConfig, logsConfig, logsVariables } from './logs-variables.ts'
import { type MetricsConfig, metricsConfig, metricsVariables } from './metrics-variables.ts'
import type { SignalName } from './queue-bounds.ts'
import { type RedactionConfig, redactionConfig, redactionVariables } from './redaction-variables.ts'
import { type SegmentsConfig, segmentsConfig, segmentsVariables } from './segments-variables.ts'
import type { ServiceIdentity } from './service-identity.ts'
import { serviceIdentity, serviceVariables } from './service-variables.ts'
import { type SpansConfig, spansConfig, spansVariables } from './spans-variables.ts'
import { findIgnoredVariables, type IgnoredVariable } from './standard-variables.ts'
import { type TelemetryConfig, telemetryConfig, telemetryVariables } from './telemetry-variables.ts'

/** Every variable of the package; docs/environment-variables.md is generated from it. */
export const telemetrySchema = {
  ...telemetryVariables,
  ...serviceVariables,
  ...spansVariables,
  ...segmentsVariables,
  ...logsVariables,
  ...errorReportsVariables,
  ...metricsVariables,
  ...redactionVariables,
}

export interface Config extends Readonly<Record<SignalName, { readonly destination: object }>> {
  readonly telemetry: TelemetryConfig
  readonly service: ServiceIdentity
  readonly spans: SpansConfig
  readonly segments: SegmentsConfig
  readonly logs: LogsConfig
  readonly errorReports: ErrorReportsConfig
  readonly metrics: MetricsConfig
  readonly redaction: RedactionConfig
  /** Standard variables that are set and have no effect. */
  readonly ignoredVariables: readonly IgnoredVariable[]
}

/** @throws ConfigurationError that lists every invalid variable with its value and the allowed form. */
export function loadConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  // The AWS CLI and the SDKs of other languages read both.
  const AWS_REGION = environment.AWS_REGION?.trim() || environment.AWS_DEFAULT_REGION
  const values = readEnvironment(telemetrySchema, { ...environment, AWS_REGION })
  return Object.freeze({
    telemetry: telemetryConfig(values),
    service: serviceIdentity(values),
    spans: spansConfig(values),
    segments: segmentsConfig(values),
    logs: logsConfig(values),
    errorReports: errorReportsConfig(values),
    metrics: metricsConfig(values),
    redaction: redactionConfig(values),
    ignoredVariables: findIgnoredVariables(environment, telemetrySchema),
  })
}
