import type { FastifyInstance } from 'fastify'
import type { TelemetryHandle } from '../telemetry.ts'

const appTelemetry = Symbol.for('cruddur.app-telemetry')

interface WithTelemetry {
  readonly [appTelemetry]?: TelemetryHandle
}

/** The handle of an app, or of the encapsulated part of it in which the plugin is registered. */
export function telemetryOf(app: object): TelemetryHandle | undefined {
  return (app as WithTelemetry)[appTelemetry]
}

export function setAppTelemetry(app: FastifyInstance, telemetry: TelemetryHandle): void {
  Object.defineProperty(app, appTelemetry, { value: telemetry })
}
