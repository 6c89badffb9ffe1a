import type { RecordTimes } from './record-times.ts'

/** ClickHouse's DateTime ends at 2106-02-07T06:28:15Z. */
const maxNanos = 4_294_967_295_000_000_000n
export const endOfTime = '2106-02-07'

export function isStorableTime(nanos: bigint): boolean {
  return nanos <= maxNanos
}

/** Clamps the time of an event to the range of the store. */
export function storableTime(nanos: bigint): string {
  return String(isStorableTime(nanos) ? nanos : maxNanos)
}

/** Nanoseconds from start to end; 0 when the end is before the start. */
export function durationNanos(start: bigint, end: bigint): string {
  return end > start ? String(end - start) : '0'
}

export function tooOld(noun: string, { retentionDays }: RecordTimes): string {
  const days = retentionDays === 1 ? '1 day' : `${retentionDays} days`
  return `the ${noun} is older than the retention of ${days} (CONSOLE_RETENTION_DAYS)`
}
