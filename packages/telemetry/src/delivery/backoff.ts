export interface BackoffMillis {
  readonly first: number
  readonly last: number
}

/** Maximum delay before a recovered backend is retried; a longer `Retry-After` overrides it. */
export const usualBackoff: BackoffMillis = { first: 500, last: 5000 }

/** The delay after the n-th consecutive failure, counted from 1: doubles up to `last`, with ±20% jitter. */
export function backoffDelayMillis(
  { first, last }: BackoffMillis,
  failures: number,
  random: () => number = Math.random,
): number {
  const doubled = Math.min(last, first * 2 ** Math.min(failures - 1, 30))
  return doubled * (0.8 + 0.4 * random())
}
