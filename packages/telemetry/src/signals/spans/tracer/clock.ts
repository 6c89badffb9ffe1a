import type { HrTime } from '@opentelemetry/api'
import { hrTimeDuration, isTimeInputHrTime, millisToHrTime } from '@opentelemetry/core'

/** The offset from `performance.now()` to milliseconds since the epoch. */
export type WallOffset = (steadyMillis: number) => number

/** Constant, so that times can be compared, until the machine slept or its clock was set. */
export function createWallOffset(): WallOffset {
  let offset = performance.timeOrigin
  return (steadyMillis) => {
    const ahead = steadyMillis + offset - Date.now()
    // `Date.now()` has whole milliseconds.
    if (ahead < -5 || ahead > 2) offset = Date.now() + 0.5 - steadyMillis
    return offset
  }
}

/** Milliseconds since the epoch from our own clock, or a time that was passed in. */
export type Moment = number | HrTime

export function hrTimeOf(moment: Moment): HrTime {
  return typeof moment === 'number' ? toHrTime(moment) : moment
}

export function isEarlier(one: Moment, other: Moment): boolean {
  if (typeof one === 'number' && typeof other === 'number') return one < other
  return hrTimeDuration(hrTimeOf(other), hrTimeOf(one))[0] < 0
}

function toHrTime(millis: number): HrTime {
  const seconds = Math.floor(millis / 1000)
  return [seconds, Math.floor((millis - seconds * 1000) * 1e6)]
}

/** OTLP has unsigned 64-bit nanoseconds, which end in 2554. */
const maxSeconds = 2 ** 64 / 1e9

/**
 * A time that was passed in, read as the SDK (3.1) does: a number up to `performance.now()` is relative to
 * the start of the process, a larger one is milliseconds since the epoch.
 *
 * @returns undefined for anything else, and for a time that OTLP cannot represent
 */
export function givenMoment(input: unknown, wallOffset: number): Moment | undefined {
  if (typeof input === 'number' && input <= performance.now()) {
    return inRange(hrTimeOf(input + wallOffset))
  }
  if (typeof input === 'number') return inRange(millisToHrTime(input))
  if (input instanceof Date) return inRange(millisToHrTime(input.getTime()))
  return isTimeInputHrTime(input) ? inRange(input as HrTime) : undefined
}

function inRange(time: HrTime): HrTime | undefined {
  const seconds = time[0] + time[1] / 1e9
  return seconds >= 0 && seconds < maxSeconds ? time : undefined
}
