/** The doctor's result for one signal. */
export interface CheckResult {
  /** `unsure`: the backend responds, but the response does not show whether it accepts data. */
  readonly state: 'ok' | 'off' | 'unsure' | 'failed'
  /** Contains no credentials. */
  readonly destination: string
  readonly message: string
  /** The change that fixes it. */
  readonly advice?: string
}

export interface CheckOptions {
  readonly timeoutMillis: number
}
