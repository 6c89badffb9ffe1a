import { randomFillSync } from 'node:crypto'
import { randomTraceIdFlag } from './trace-parent.ts'

export interface IdGenerator {
  /** 32 hex digits; the first 8 are the epoch seconds, as X-Ray requires. */
  generateTraceId(): string
  /** 16 hex digits. */
  generateSpanId(): string
  /** Trace flags that describe the trace IDs. */
  readonly traceIdFlags: number
}

const traceIdRandomDigits = 24
const spanIdDigits = 16

/** IDs that are valid for OpenTelemetry and X-Ray. Random bytes are drawn in blocks for a few hundred IDs. */
export function createIdGenerator(now: () => number = Date.now): IdGenerator {
  const bytes = Buffer.alloc(4096)
  let digits = ''
  let used = 0
  let secondsNow = -1
  let secondsDigits = ''

  function randomDigits(count: number): string {
    if (used + count > digits.length) {
      digits = randomFillSync(bytes).toString('hex')
      used = 0
    }
    used += count
    return digits.slice(used - count, used)
  }

  function seconds(): string {
    const current = Math.floor(now() / 1000)
    if (current !== secondsNow) {
      secondsNow = current
      secondsDigits = current.toString(16).padStart(8, '0')
    }
    return secondsDigits
  }

  return {
    traceIdFlags: randomTraceIdFlag,
    generateTraceId: () => seconds() + randomDigits(traceIdRandomDigits),
    generateSpanId: () => {
      const id = randomDigits(spanIdDigits)
      return id === '0000000000000000' ? '0000000000000001' : id
    },
  }
}
