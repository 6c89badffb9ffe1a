interface Reported {
  readonly uuid: string
  readonly traceId: string | undefined
}

/** Remembers, without keeping them alive, which errors were reported and under which uuid. */
export function createReportedErrors() {
  const reported = new WeakMap<object, Reported>()
  const isObject = (error: unknown): error is object => typeof error === 'object' && error !== null

  return {
    /** An error object that an app throws again and again is new in every trace. */
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
