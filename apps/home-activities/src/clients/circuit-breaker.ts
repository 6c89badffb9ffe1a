export interface CircuitBreakerOptions {
  /** Consecutive failures that open the circuit. */
  readonly maxFailures: number
  /** Time the circuit stays open before one trial call is allowed. */
  readonly openMillis: number
  /** Whether an error counts as a failure of the callee. */
  readonly isFailure: (error: unknown) => boolean
  /** Milliseconds of a monotonic clock. Default: `performance.now`. */
  readonly now?: () => number
}

export interface CircuitBreaker {
  /** Runs `call`. While the circuit is open, rejects at once with the error that `reject` creates. */
  run<T>(call: () => Promise<T>, reject: () => Error): Promise<T>
}

/** Stops calling a failing service and tries again after `openMillis`. */
export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { maxFailures, openMillis, isFailure, now = () => performance.now() } = options
  let failures = 0
  let retryAt = 0

  return {
    async run(call, reject) {
      if (failures >= maxFailures) {
        if (now() < retryAt) throw reject()
        // Half open: one trial call; the others are rejected until it succeeds.
        retryAt = now() + openMillis
      }
      try {
        const result = await call()
        failures = 0
        return result
      } catch (error) {
        failures = isFailure(error) ? failures + 1 : 0
        retryAt = now() + openMillis
        throw error
      }
    },
  }
}
