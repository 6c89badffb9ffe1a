export interface Random {
  /** At least 0, less than 1. */
  fraction(): number
  /** At least 0, less than `end`. */
  integer(end: number): number
  bytes(length: number): Buffer
}

/** Deterministic for a seed (mulberry32), so that two runs store the same spans. */
export function createRandom(seed: number): Random {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const fraction = () => next() / 2 ** 32
  return {
    fraction,
    integer: (end) => Math.floor(fraction() * end),
    bytes: (length) => {
      const bytes = Buffer.alloc(length)
      for (let offset = 0; offset < length; offset += 4) bytes.writeUInt32LE(next(), offset)
      return bytes
    },
  }
}
