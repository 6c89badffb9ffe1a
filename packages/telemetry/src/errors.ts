/** Every error code of this package. docs/errors.md explains them; a test compares both. */
export const errorCodes = {
  TEL_NOT_STARTED: 'Telemetry was used before it was started',
  TEL_INVALID_OPTION: 'An option of the plugin is invalid',
  TEL_APP_TOO_EARLY: 'A Fastify app was created before telemetry was started',
} as const

/** A code of `errorCodes`. */
export type ErrorCode = keyof typeof errorCodes

/** Telemetry is used incorrectly; the message contains the required change. */
export class TelemetryError extends Error {
  /** Always `TelemetryError`. */
  override readonly name = 'TelemetryError'
  /** Stable, for comparisons. */
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
