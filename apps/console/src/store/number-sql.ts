import type { Comparison, DecimalNumber } from '../model/condition.ts'
import type { Binder } from './binder.ts'

type Bind = Pick<Binder, 'bind'>

/**
 * Compares a text with a number; a text that is not a number never matches. A double is exact for
 * numbers below 2^53; with larger ones whole numbers are compared as such.
 * @param left SQL of the text
 */
export function compareNumber(
  left: string,
  comparison: Comparison,
  { number }: DecimalNumber,
  binder: Bind,
): string {
  const right = binder.bind(floatLiteral(Number(number)), 'Float64')
  const asFloat = `toFloat64OrNull(${left}) ${comparison} ${right}`
  const whole = readWholePart(number)
  if (whole === undefined) return `ifNull(${asFloat}, 0)`
  const asInteger = compareInteger(`toInt128OrNull(${left})`, comparison, whole, binder)
  return `ifNull(${asInteger}, ifNull(${asFloat}, 0))`
}

/** Whole numbers are above a fraction when they are above its floor, and never equal to it. */
function compareInteger(
  left: string,
  comparison: Comparison,
  { floor, isWhole }: WholePart,
  binder: Bind,
): string {
  const right = binder.bind(String(floor), 'Int128')
  if (isWhole) return `${left} ${comparison} ${right}`
  if (comparison === '=') return `${left} != ${left}`
  return `${left} ${comparison.startsWith('>') ? '>' : '<='} ${right}`
}

interface WholePart {
  readonly floor: bigint
  readonly isWhole: boolean
}

const maxInt128 = 2n ** 127n - 1n

/** The floor of a number that a double may round; `undefined` for all others. */
function readWholePart(number: string): WholePart | undefined {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(number) ?? []
  const power = Number(exponent)
  if (Math.abs(Number(number)) < Number.MAX_SAFE_INTEGER || Math.abs(power) > 40) return undefined
  const digits = BigInt(`${sign}${whole}${fraction}`)
  const shift = power - fraction.length
  const unit = 10n ** BigInt(Math.abs(shift))
  const truncated = shift >= 0 ? digits * unit : digits / unit
  const isWhole = shift >= 0 || digits % unit === 0n
  const floor = isWhole || digits >= 0n ? truncated : truncated - 1n
  return floor < maxInt128 && floor > -maxInt128 ? { floor, isWhole } : undefined
}

function floatLiteral(value: number): string {
  if (Number.isFinite(value)) return String(value)
  return value > 0 ? 'inf' : '-inf'
}
