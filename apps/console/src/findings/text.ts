import { formatDuration } from '../format/duration.ts'

/** `12 ms`, `1.5 s`. */
export function millis(value: number): string {
  return formatDuration(BigInt(Math.round(Math.max(0, value) * 1e6)))
}

/** For evidence: milliseconds with at most three decimals. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}

/** `a, b and 3 more`. */
export function some(texts: readonly string[], most = 3): string {
  const shown = texts.slice(0, most).join(', ')
  return texts.length > most ? `${shown} and ${texts.length - most} more` : shown
}
