/** Random trace and span IDs, the same in each run: figures of many samples are exact, not probable. */
export function createSeededIds(seed = 1) {
  let state = seed
  // Mulberry32.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0).toString(16).padStart(8, '0')
  }
  return {
    generateTraceId: () => next() + next() + next() + next(),
    generateSpanId: () => next() + next(),
  }
}
