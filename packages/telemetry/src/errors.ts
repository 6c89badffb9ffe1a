/** Every error code of this package. docs/errors.md explains them; a test compares both. */
export const errorCodes = {
  TEL_NOT_STARTED: 'Telemetry was used before it was started',
  TEL_APP_TOO_EARLY: 'A Fastify app was created before telemetry was started',
} as const

export type ErrorCode = keyof typeof errorCodes

export class TelemetryError extends Error {
  override readonly name = 'TelemetryError'
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
