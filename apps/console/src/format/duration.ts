const MICRO = 1_000n
const MILLI = 1_000_000n
const SECOND = 1_000_000_000n
const MINUTE = 60n * SECOND
const HOUR = 60n * MINUTE
const DAY = 24n * HOUR

/**
 * Duration in nanoseconds -> text of at most 9 characters with three significant digits:
 * `850 ns`, `12.3 µs`, `42.1 ms`, `1.23 s`, `2 m 05 s`, `3 h 10 m`, `4 d 02 h`.
 */
export function formatDuration(nanos: bigint): string {
  if (nanos < 0n) return `-${formatDuration(-nanos)}`
  if (nanos < MICRO) return `${nanos} ns`
  if (nanos < MILLI) return scaled(nanos, MICRO, 'µs')
  if (nanos < SECOND) return scaled(nanos, MILLI, 'ms')
  if (nanos < MINUTE) return scaled(nanos, SECOND, 's')
  if (nanos < HOUR) return pair(nanos, MINUTE, 'm', SECOND, 's')
  if (nanos < DAY) return pair(nanos, HOUR, 'h', MINUTE, 'm')
  return pair(nanos, DAY, 'd', HOUR, 'h')
}

/** The duration of a trace's root, and how long work went on after it: `16.1 ms (+1 ms after)`. */
export function formatTraceDuration({
  durationNano,
  extentNano,
}: {
  readonly durationNano: string
  readonly extentNano: string
}): string {
  const duration = BigInt(durationNano)
  const after = BigInt(extentNano) - duration
  const text = formatDuration(duration)
  return after > 0n ? `${text} (+${formatDuration(after)} after)` : text
}

/** Nanoseconds as they are, in groups of three: `42,123,456 ns`. */
export function formatExactNanos(nanos: bigint): string {
  return `${nanos.toLocaleString('en')} ns`
}

// Cut, not rounded: 999.96 µs must not print as 1000 µs.
function scaled(nanos: bigint, unit: bigint, symbol: string): string {
  const whole = nanos / unit
  const places = whole >= 100n ? 0 : whole >= 10n ? 1 : 2
  if (places === 0) return `${whole} ${symbol}`
  const fraction = ((nanos % unit) * 10n ** BigInt(places)) / unit
  const digits = fraction.toString().padStart(places, '0').replace(/0+$/, '')
  return digits === '' ? `${whole} ${symbol}` : `${whole}.${digits} ${symbol}`
}

function pair(nanos: bigint, big: bigint, bigSymbol: string, small: bigint, smallSymbol: string) {
  const rest = ((nanos % big) / small).toString().padStart(2, '0')
  return `${nanos / big} ${bigSymbol} ${rest} ${smallSymbol}`
}
