import { randomFillSync } from 'node:crypto'

export interface IdGenerator {
  /** 32 hex digits; the first 8 are the epoch seconds, as X-Ray makes its ids. */
  generateTraceId(): string
  /** 16 hex digits. */
  generateSpanId(): string
}

const traceIdRandomBytes = 12
const spanIdBytes = 8

/** Ids that OpenTelemetry and X-Ray both take. Random bytes are drawn in blocks: one system call for hundreds of ids. */
export function createIdGenerator(now: () => number = Date.now): IdGenerator {
  const block = Buffer.alloc(8192)
  let used = block.length

  function randomHex(bytes: number): string {
    if (used + bytes > block.length) {
      randomFillSync(block)
      used = 0
    }
    used += bytes
    return block.toString('hex', used - bytes, used)
  }

  return {
    generateTraceId: () => {
      const seconds = Math.floor(now() / 1000)
      return seconds.toString(16).padStart(8, '0') + randomHex(traceIdRandomBytes)
    },
    generateSpanId: () => {
      const id = randomHex(spanIdBytes)
      return id === '0000000000000000' ? '0000000000000001' : id
    },
  }
}
