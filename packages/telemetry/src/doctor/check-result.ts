import type { SignalName } from '../signals/signal.ts'

/** What the doctor found out about one signal. */
export interface Finding {
  readonly signal: SignalName
  /** `unsure`: something answers, but whether it takes our data cannot be told from outside. */
  readonly state: 'ok' | 'off' | 'unsure' | 'failed'
  /** Where it goes; holds no credential. */
  readonly destination: string
  readonly message: string
  /** What to do about it. */
  readonly advice?: string
}

export interface CheckOptions {
  readonly timeoutMillis: number
}
