/** Times that the store accepts, and the retention of the rows of a request. Days are since 1970-01-01. */
export interface RecordTimes {
  /** Arrival of the request: the time of log records without one. */
  readonly arrivalNano: bigint
  /** Records that end before this are rejected. `0n` accepts any age. */
  readonly earliestNano: bigint
  /** Retention that `earliestNano` comes from, for the error message. */
  readonly retentionDays?: number
  /** Day until which rows of any time are kept. */
  readonly retainUntil?: number
  /** Day until which spans of a day or longer are kept: they start long before they arrive. */
  readonly retainLongSpansUntil?: number
}

const dayNanos = 86_400_000_000_000n
const maxDay = 65_535

export function anyTime(nowMillis = Date.now()): RecordTimes {
  return { arrivalNano: BigInt(nowMillis) * 1_000_000n, earliestNano: 0n }
}

/** Times of requests that arrive now; without a retention, any age is accepted. */
export function timesWithin(
  retentionDays: number | undefined,
  nowMillis = Date.now(),
): RecordTimes {
  const any = anyTime(nowMillis)
  if (retentionDays === undefined) return any
  return {
    ...any,
    earliestNano: any.arrivalNano - BigInt(retentionDays) * dayNanos,
    retentionDays,
    retainLongSpansUntil: Math.min(Math.floor(nowMillis / 86_400_000) + retentionDays, maxDay),
  }
}

/** Times of imported files: any age is accepted, and the rows are kept until they are cleared. */
export function timesOfImports(nowMillis = Date.now()): RecordTimes {
  return { ...anyTime(nowMillis), retainUntil: maxDay }
}

export function isLong(startNano: bigint, endNano: bigint): boolean {
  return endNano - startNano >= dayNanos
}
