import { formatInstant } from '../../src/format/instant.ts'
import { readSetting } from '../frame/stored-settings.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 1_440 * MINUTE

/** Whether times are shown in UTC instead of the time zone of the browser. */
function isUtc(): boolean {
  return readSetting('time-zone') === 'utc'
}

/** Time of day with milliseconds in the selected zone, with the date unless it is today. */
export function formatTime(unixNano: string): string {
  return formatInstant(unixNano, new Date(), isUtc())
}

/** The same without milliseconds. */
export function formatSeconds(unixNano: string): string {
  return formatTime(unixNano).replace(/\.\d+$/, '')
}

/** Offset of the selected zone from UTC at an instant. */
function offsetMillis(millis: number): number {
  return isUtc() ? 0 : -new Date(millis).getTimezoneOffset() * MINUTE
}

/** ISO 8601 in the selected zone: `2026-11-22T17:45:08Z`, `2026-11-22T18:45:08+01:00`. */
export function toIsoText(millis: number): string {
  const offsetMinutes = offsetMillis(millis) / MINUTE
  const text = new Date(millis + offsetMinutes * MINUTE).toISOString().replace(/\.?0*Z$/, '')
  const [hours, minutes] = [Math.trunc(Math.abs(offsetMinutes) / 60), Math.abs(offsetMinutes) % 60]
  const two = (value: number) => value.toString().padStart(2, '0')
  if (offsetMinutes === 0) return `${text}Z`
  return `${text}${offsetMinutes > 0 ? '+' : '-'}${two(hours)}:${two(minutes)}`
}

/** Parses ISO 8601; without an offset, the text is in the selected zone. */
export function parseIsoText(text: string): number {
  const iso = text.trim().replace(' ', 'T')
  if (/^\d{4}-\d\d-\d\d$/.test(iso)) return parseIsoText(`${iso}T00:00:00`)
  const hasOffset = /(?:Z|[+-]\d\d:?\d\d)$/i.test(iso)
  return Date.parse(hasOffset || !isUtc() ? iso : `${iso}Z`)
}

const CLOCK_STEPS = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((count) => count * MINUTE),
  ...[1, 2, 7, 14, 28].map((count) => count * DAY),
]

/** Round times between two instants, with labels of the precision that their distance needs. */
export function clockTicks(
  startMillis: number,
  endMillis: number,
  most: number,
  offsetAt = offsetMillis,
): readonly { readonly millis: number; readonly label: string }[] {
  const least = (endMillis - startMillis) / Math.max(1, most)
  const step = CLOCK_STEPS.find((known) => known >= least) ?? 28 * DAY
  const offset = offsetAt(startMillis)
  const ticks: { millis: number; label: string }[] = []
  for (let local = Math.ceil((startMillis + offset) / step) * step; ; local += step) {
    // Daylight saving time may begin or end within the range.
    const shift = offsetAt(local - offset) - offset
    const isDate = step >= DAY
    const millis = isDate ? local - offset - shift : local - offset
    if (millis > endMillis) break
    ticks.push({ millis, label: clockLabel(isDate ? local : local + shift, step) })
  }
  return ticks
}

function clockLabel(shifted: number, step: number): string {
  const text = new Date(shifted).toISOString()
  if (step >= DAY) return text.slice(5, 10)
  if (step >= MINUTE) return text.slice(11, 16)
  return step >= SECOND ? text.slice(11, 19) : text.slice(11, 23)
}
