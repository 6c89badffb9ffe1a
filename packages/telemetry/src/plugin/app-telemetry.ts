import type { FastifyInstance } from 'fastify'
import type { Telemetry } from '../telemetry.ts'

const appTelemetry = Symbol.for('cruddur.app-telemetry')

interface WithTelemetry {
  readonly [appTelemetry]?: Telemetry
}

/** The handle of an app, or of the encapsulated part of it in which the plugin is registered. */
export function telemetryOf(app: object): Telemetry | undefined {
  return (app as WithTelemetry)[appTelemetry]
}

export function setAppTelemetry(app: FastifyInstance, telemetry: Telemetry): void {
  Object.defineProperty(app, appTelemetry, { value: telemetry })
}
