export interface BackoffMillis {
  readonly first: number
  readonly last: number
}

/** Who ran a back end again waits no longer than this to see it; `Retry-After` goes before it. */
export const usualBackoff: BackoffMillis = { first: 500, last: 5000 }

/** How long to wait after the n-th failure in a row (from 1): doubles up to `last`, each ±20 %. */
export function backoffDelayMillis(
  { first, last }: BackoffMillis,
  failures: number,
  random: () => number = Math.random,
): number {
  const doubled = Math.min(last, first * 2 ** Math.min(failures - 1, 30))
  return doubled * (0.8 + 0.4 * random())
}
