const MILLI = 1_000_000n

/** Nanoseconds since the epoch -> a `Date`, which keeps milliseconds only. */
export function toDate(unixNano: string): Date {
  return new Date(Number(BigInt(unixNano) / MILLI))
}

/** Local time of day with milliseconds, `17:45:08.123`; the day stands before it unless it is `now`'s. */
export function formatInstant(unixNano: string, now: Date = new Date()): string {
  const date = toDate(unixNano)
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${date.getMilliseconds().toString().padStart(3, '0')}`
  return date.toDateString() === now.toDateString() ? time : `${formatDay(date)} ${time}`
}

/** ISO 8601 in UTC with all nine digits: `2026-11-22T17:45:08.123456789Z`. */
export function formatExactInstant(unixNano: string): string {
  const fraction = (BigInt(unixNano) % 1_000_000_000n).toString().padStart(9, '0')
  return toDate(unixNano)
    .toISOString()
    .replace(/\.\d+Z$/, `.${fraction}Z`)
}

/** How long before `now`, in one unit: `now`, `12 s ago`, `5 min ago`, `3 h ago`, `2 d ago`. */
export function formatAge(unixNano: string, now: Date = new Date()): string {
  const seconds = Math.floor((now.getTime() - toDate(unixNano).getTime()) / 1_000)
  if (seconds < 2) return 'now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`
  return `${Math.floor(seconds / 86_400)} d ago`
}

function formatDay(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

function two(value: number): string {
  return value.toString().padStart(2, '0')
}
