import type { HrTime } from '@opentelemetry/api'
import type { SpanProcessor } from '@opentelemetry/sdk-trace'

/** What the SDK (3.1) notes of a start besides the time that it shows. */
interface Started {
  startTime: HrTime
  /** As `performance.now()` tells it. */
  readonly _performanceStartTime?: number
  readonly _startTimeProvided?: boolean
}

/**
 * The SDK starts a span at a whole millisecond and ends it with the microseconds that it took, so that
 * a child seems to begin before its parent or to outlast it. Here each starts at the moment it did,
 * unless its start was given.
 */
export function createPreciseStart(): SpanProcessor {
  const toWallMillis = createClock()
  return {
    onStart: (span) => {
      const started = span as unknown as Started
      const { _performanceStartTime: startMillis, _startTimeProvided: isGiven } = started
      if (isGiven === false && startMillis !== undefined)
        started.startTime = toHrTime(toWallMillis(startMillis))
    },
    onEnd: () => undefined,
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  }
}

/** From `performance.now()` of just now to milliseconds since 1970; true again after the machine slept. */
function createClock(): (steadyMillis: number) => number {
  let offset = performance.timeOrigin
  return (steadyMillis) => {
    const ahead = steadyMillis + offset - Date.now()
    // The wall clock shows whole milliseconds.
    if (ahead < -5 || ahead > 2) offset = Date.now() + 0.5 - steadyMillis
    return steadyMillis + offset
  }
}

function toHrTime(millis: number): HrTime {
  const seconds = Math.floor(millis / 1000)
  return [seconds, Math.floor((millis - seconds * 1000) * 1e6)]
}
