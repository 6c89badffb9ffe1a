const MILLI = 1_000_000n

/** Nanoseconds since the epoch -> a `Date`, which keeps milliseconds only. */
export function toDate(unixNano: string): Date {
  return new Date(Number(BigInt(unixNano) / MILLI))
}

/** Time of day with milliseconds, local or UTC: `17:45:08.123`; with the date unless it is the day of `now`. */
export function formatInstant(unixNano: string, now: Date = new Date(), utc = false): string {
  const shift = (date: Date) =>
    new Date(date.getTime() - (utc ? 0 : date.getTimezoneOffset() * 60_000)).toISOString()
  const [day = '', time = ''] = shift(toDate(unixNano)).split('T')
  const clock = time.slice(0, 12)
  return shift(now).startsWith(day) ? clock : `${day} ${clock}`
}

/** ISO 8601 in UTC with all nine digits: `2026-11-22T17:45:08.123456789Z`. */
export function formatExactInstant(unixNano: string): string {
  const fraction = (BigInt(unixNano) % 1_000_000_000n).toString().padStart(9, '0')
  return toDate(unixNano)
    .toISOString()
    .replace(/\.\d+Z$/, `.${fraction}Z`)
}

/** The time before `now` in one unit: `now`, `12 s ago`, `5 min ago`, `3 h ago`, `2 d ago`. */
export function formatAge(unixNano: string, now: Date = new Date()): string {
  const seconds = Math.floor((now.getTime() - toDate(unixNano).getTime()) / 1_000)
  if (seconds < 2) return 'now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`
  return `${Math.floor(seconds / 86_400)} d ago`
}
