/** Every error code of this package: what it means is in docs/errors.md, which a test compares with this table. */
export const errorCodes = {
  TEL_NOT_STARTED: 'Telemetry was asked for before it was started',
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
