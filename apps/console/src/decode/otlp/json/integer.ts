const decimal = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,3}))?$/

/**
 * Reads an integer from a number or a string, exactly. Accepts `1.0` and `1e3`, as protobuf's JSON
 * mapping does.
 * @returns `undefined` when the value is not an integer
 */
export function parseInteger(value: unknown): bigint | undefined {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return parseDecimal(String(value))
  return typeof value === 'string' ? parseDecimal(value) : undefined
}

function parseDecimal(text: string): bigint | undefined {
  const match = decimal.exec(text)
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const shift = Number(exponent) - fraction.length
  let digits = BigInt(whole + fraction)
  if (shift >= 0) digits *= 10n ** BigInt(Math.min(shift, 100))
  else {
    const divisor = 10n ** BigInt(-shift)
    if (digits % divisor !== 0n) return undefined
    digits /= divisor
  }
  return sign === '-' ? -digits : digits
}
