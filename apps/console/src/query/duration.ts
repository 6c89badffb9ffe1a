import { QueryError } from './query-error.ts'

const unitNanos: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
}

/**
 * A duration such as `1.5ms` or `7d` in nanoseconds.
 * @throws QueryError
 */
export function parseDuration(text: string): bigint {
  const [, whole = '', fraction = '', unit = ''] =
    /^(\d{1,9})(?:\.(\d{1,9}))?(ns|us|ms|s|m|h|d)$/.exec(text) ?? []
  const nanos = unitNanos[unit]
  if (nanos === undefined)
    throw new QueryError(
      'CON_QUERY_INVALID',
      `${JSON.stringify(text)} is no duration: write 250ms, 1.5s or 2h`,
    )
  return BigInt(whole) * nanos + (BigInt(fraction.padEnd(9, '0')) * nanos) / 1_000_000_000n
}
