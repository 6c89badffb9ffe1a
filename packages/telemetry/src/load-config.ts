import { readEnvironment, type Schema, type Values } from '@cruddur/environment'
import { awsVariables } from './config/aws-destination.ts'
import { otlpVariables } from './config/otlp-variables.ts'
import {
  type RedactionConfig,
  redactionConfig,
  redactionVariables,
} from './config/redaction-variables.ts'
import type { ServiceIdentity } from './config/service-identity.ts'
import { serviceIdentity, serviceVariables } from './config/service-variables.ts'
import { findIgnoredVariables, type IgnoredVariable } from './config/standard-variables.ts'
import {
  type TelemetryConfig,
  telemetryConfig,
  telemetryVariables,
} from './config/telemetry-variables.ts'
import { type SignalName, type Signals, signalEntries } from './signals/registry.ts'

const sharedVariables = {
  ...telemetryVariables,
  ...serviceVariables,
  ...otlpVariables,
  ...awsVariables,
  ...redactionVariables,
}

/** Every variable of the package; docs/environment-variables.md is generated from it. */
export const telemetrySchema: Schema = Object.assign(
  { ...sharedVariables },
  ...signalEntries.map(([, { variables }]) => variables),
)

type SignalConfigs = {
  readonly [Name in SignalName]: ReturnType<Signals[Name]['readConfig']>
}

export interface Config extends SignalConfigs {
  readonly telemetry: TelemetryConfig
  readonly service: ServiceIdentity
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
  const shared = values as Values<typeof sharedVariables>
  const configs = signalEntries.map(([name, { readConfig }]) => [name, readConfig(values)])
  return Object.freeze({
    ...(Object.fromEntries(configs) as SignalConfigs),
    telemetry: telemetryConfig(shared),
    service: serviceIdentity(shared),
    redaction: redactionConfig(shared),
    ignoredVariables: findIgnoredVariables(environment, telemetrySchema),
  })
}
