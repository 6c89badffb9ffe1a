import type { HrTime } from '@opentelemetry/api'

/** Milliseconds since 1970, with their fractions; goes on evenly while spans run, and is true again after the machine slept. */
export type Clock = () => number

export function createClock(): Clock {
  let offset = performance.timeOrigin
  return () => {
    const steadyMillis = performance.now()
    const wallMillis = Date.now()
    const ahead = steadyMillis + offset - wallMillis
    // The wall clock shows whole milliseconds.
    if (ahead < -5 || ahead > 2) offset = wallMillis + 0.5 - steadyMillis
    return steadyMillis + offset
  }
}

export function toHrTime(millis: number): HrTime {
  const seconds = Math.floor(millis / 1000)
  return [seconds, Math.floor((millis - seconds * 1000) * 1e6)]
}
