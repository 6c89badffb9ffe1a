export interface CircuitOptions {
  /** Failures in a row that open it. */
  readonly maxFailures: number
  /** How long it then stays open before one call may try again. */
  readonly openMillis: number
  /** Whether an error says that the other side does not answer as it should. */
  readonly isFailure: (error: unknown) => boolean
  /** Milliseconds of a steady clock; default `performance.now`. */
  readonly now?: () => number
}

export interface Circuit {
  /** Runs `call`, unless the circuit is open: then rejects with what `refuse` makes, at once. */
  run<T>(call: () => Promise<T>, refuse: () => Error): Promise<T>
}

/** Stops asking someone who does not answer, and asks again after a while. */
export function createCircuit(options: CircuitOptions): Circuit {
  const { maxFailures, openMillis, isFailure, now = () => performance.now() } = options
  let failures = 0
  let retryAt = 0

  return {
    async run(call, refuse) {
      if (failures >= maxFailures) {
        if (now() < retryAt) throw refuse()
        // One call tries; the others are refused until it is back.
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
