const unitNanos: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  min: 60_000_000_000n,
  h: 3_600_000_000_000n,
  d: 86_400_000_000_000n,
}

const part =
  /\s*(\d{1,3}(?:,\d{3})+|\d{1,40})(?:\.(\d{1,40}))?(?:e([+-]?\d{1,2}))?\s*(ns|us|µs|μs|ms|min|s|m|h|d)/iy

/**
 * A duration as people write it and as the console prints it, in nanoseconds: `250ms`, `1.5 s`,
 * `2 min 05 s`, `42,123,456 ns`. `undefined` for every other text.
 */
export function readDuration(text: string): bigint | undefined {
  const trimmed = text.trim()
  if (trimmed === '' || trimmed.length > 100) return undefined
  let nanos = 0n
  part.lastIndex = 0
  while (part.lastIndex < trimmed.length) {
    const [, whole = '', fraction = '', exponent = '0', unit = ''] = part.exec(trimmed) ?? []
    const unitLength = unitNanos[unit]
    if (unitLength === undefined) return undefined
    nanos += scaled(
      whole.replaceAll(',', '') + fraction,
      Number(exponent) - fraction.length,
      unitLength,
    )
  }
  return nanos
}

/** Digits times a power of ten times the unit; below one nanosecond is cut. */
function scaled(digits: string, exponent: number, unitLength: bigint): bigint {
  const nanos = BigInt(digits) * unitLength
  return exponent >= 0 ? nanos * 10n ** BigInt(exponent) : nanos / 10n ** BigInt(-exponent)
}
