/** When a detector reports; docs/findings.md explains each. Durations are in the unit of their name. */
export interface Thresholds {
  /** Equal queries or calls of one request for an N+1 finding. */
  readonly repeatedCalls: number
  /** Attempts of one failing call for a retry storm. */
  readonly retryAttempts: number
  /** Time that running serial calls in parallel would save. */
  readonly savedMillis: number
  /** Wait for a pooled connection. */
  readonly poolWaitMillis: number
  /** Time that the event loop was busy. */
  readonly blockedMillis: number
  /** Setup work of a cold start, which must also be 30% of the request. */
  readonly coldStartMillis: number
  /** Difference between two clocks. */
  readonly clockSkewMillis: number
  /** Age of a trace before data that is missing counts as missing. */
  readonly settleSeconds: number
}

export const defaultThresholds: Thresholds = Object.freeze({
  repeatedCalls: 5,
  retryAttempts: 5,
  savedMillis: 50,
  poolWaitMillis: 20,
  blockedMillis: 100,
  coldStartMillis: 50,
  clockSkewMillis: 10,
  settleSeconds: 15,
})
