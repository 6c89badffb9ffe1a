/** Numbers that depend on the seed alone. */
export interface SeededRandom {
  /** From 0 up to 1. */
  next(): number
  /** An integer; both bounds are included. */
  int(min: number, max: number): number
  /** Milliseconds; small values are more frequent, as in real durations. */
  millis(min: number, max: number): number
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** So many different ones, in random order. */
  some<T>(from: readonly T[], count: number): T[]
  hex(digits: number): string
}

export function createSeededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  // Mulberry32.
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    next,
    int,
    millis: (min, max) =>
      Math.round(Math.exp(Math.log(min) + next() * Math.log(max / min)) * 1e3) / 1e3,
    chance: (probability) => next() < probability,
    pick: (from) => {
      const found = from[int(0, from.length - 1)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
    some: (from, count) => {
      const left = [...from]
      return Array.from({ length: Math.min(count, left.length) }, () =>
        left.splice(int(0, left.length - 1), 1),
      ).flat()
    },
    hex: (digits) => Array.from({ length: digits }, () => int(0, 15).toString(16)).join(''),
  }
}
