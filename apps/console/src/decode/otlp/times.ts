/** DateTime64(9) ends in 2262. */
const maxNanos = 2n ** 63n - 1n

export function isStorableTime(nanos: bigint): boolean {
  return nanos <= maxNanos
}

/** Clamps a time to the range of DateTime64(9). */
export function storableTime(nanos: bigint): string {
  return String(isStorableTime(nanos) ? nanos : maxNanos)
}

/** Nanoseconds from start to end; 0 when the end is before the start. */
export function durationNanos(start: bigint, end: bigint): string {
  return end > start ? String(end - start) : '0'
}
