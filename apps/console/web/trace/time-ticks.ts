const STEPS = [1, 2, 5]
const MAX_TICKS = 5
/** Later labels would overlap the next column. */
const LAST_TICK = 0.92

/** Returns at most six round times of a window, in nanoseconds after the start of the trace. */
export function timeTicks(totalNanos: number, startNanos = 0): readonly number[] {
  const step = roundStep(totalNanos / MAX_TICKS)
  const first = Math.ceil(startNanos / step) * step
  return Array.from({ length: MAX_TICKS + 1 }, (_none, index) => first + index * step).filter(
    (nanos) => nanos <= startNanos + totalNanos * LAST_TICK,
  )
}

function roundStep(least: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, least))))
  return power * (STEPS.find((step) => step * power >= least) ?? 10)
}
