import { formatDuration } from './duration.ts'

const prefixes = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const
const binaryPrefixes = [
  [2 ** 40, 'TiB'],
  [2 ** 30, 'GiB'],
  [2 ** 20, 'MiB'],
  [2 ** 10, 'KiB'],
] as const
const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, ms: 1e-3, us: 1e-6, ns: 1e-9 }

/**
 * A number with its UCUM unit, with three significant digits: `12 ms`, `1.5 GiB`, `42%`, `3.2 k`. An
 * annotation such as `{request}` is not shown.
 */
export function formatQuantity(value: number, unit: string): string {
  if (!Number.isFinite(value)) return String(value)
  const seconds = secondsPerUnit[unit]
  if (seconds !== undefined) return formatDuration(BigInt(Math.round(value * seconds * 1e9)))
  if (unit === 'By') {
    const [size, name] = binaryPrefixes.find(([size]) => Math.abs(value) >= size) ?? [1, 'B']
    return `${significant(value / size)} ${name}`
  }
  if (unit === '%') return `${significant(value)}%`
  const [size, prefix] = prefixes.find(([size]) => Math.abs(value) >= size) ?? [1, '']
  const number = `${significant(value / size)}${prefix && ` ${prefix}`}`
  return unit === '' || unit === '1' || /^\{.*\}$/.test(unit) ? number : `${number} ${unit}`
}

/** The value of a rate: `12/s`. */
export function formatRate(value: number, unit: string): string {
  return `${formatQuantity(value, unit === 'By' ? unit : '')}/s`
}

function significant(value: number): string {
  return String(Number(value.toPrecision(3)))
}
