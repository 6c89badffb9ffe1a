/** DateTime64(9) ends in 2262. */
const maxNanos = 2n ** 63n - 1n

export function isStorableTime(nanos: bigint): boolean {
  return nanos <= maxNanos
}

/** The time as it can be kept, the last possible one for those after it. */
export function storableTime(nanos: bigint): string {
  return String(isStorableTime(nanos) ? nanos : maxNanos)
}

/** Nanoseconds from start to end; 0 for a span that claims to end before it began. */
export function durationNanos(start: bigint, end: bigint): string {
  return end > start ? String(end - start) : '0'
}
