import type { LogLine } from '../../src/contract/logs.ts'

const AROUND_MILLIS = 5_000

/** URL of all lines of the same service within five seconds of a line. */
export function linesAround({ timeUnixNano, service }: LogLine): string {
  const millis = Number(BigInt(timeUnixNano) / 1_000_000n)
  const query = new URLSearchParams({
    ...(service !== '' && { service }),
    start: new Date(millis - AROUND_MILLIS).toISOString(),
    end: new Date(millis + AROUND_MILLIS).toISOString(),
  })
  return `/logs?${query}`
}
