import type { HrTime } from '@opentelemetry/api'

/** What to add to a time of `performance.now()` to have milliseconds since 1970, as of that time. */
export type WallOffset = (steadyMillis: number) => number

/** True again after the machine slept or its clock was set; until then the same, so that times can be compared. */
export function createWallOffset(): WallOffset {
  let offset = performance.timeOrigin
  return (steadyMillis) => {
    const ahead = steadyMillis + offset - Date.now()
    // The wall clock shows whole milliseconds.
    if (ahead < -5 || ahead > 2) offset = Date.now() + 0.5 - steadyMillis
    return offset
  }
}

/** Milliseconds since 1970 of our own clock, or a time that was given. */
export type Moment = number | HrTime

export function hrTimeOf(moment: Moment): HrTime {
  return typeof moment === 'number' ? toHrTime(moment) : moment
}

function toHrTime(millis: number): HrTime {
  const seconds = Math.floor(millis / 1000)
  return [seconds, Math.floor((millis - seconds * 1000) * 1e6)]
}
