interface Reported {
  readonly uuid: string
  readonly traceId: string | undefined
}

/** Remembers the UUID of each reported error, without keeping the error alive. */
export function createReportedErrors() {
  const reported = new WeakMap<object, Reported>()
  const isObject = (error: unknown): error is object => typeof error === 'object' && error !== null

  return {
    /** An error object that is thrown again in another trace is a new occurrence. */
    find(error: unknown, traceId: string | undefined): string | undefined {
      const earlier = isObject(error) ? reported.get(error) : undefined
      const isSame = !traceId || !earlier?.traceId || earlier.traceId === traceId
      return isSame ? earlier?.uuid : undefined
    },
    add(error: unknown, traceId: string | undefined, uuid: string): void {
      if (isObject(error)) reported.set(error, { uuid, traceId })
    },
  }
}
