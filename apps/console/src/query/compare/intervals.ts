/** Lower and upper end of a 95% confidence interval. */
export interface Interval {
  readonly low: number
  /** Infinity when there are too few values for an upper end. */
  readonly high: number
}

/** Values of one level; both boundaries in the same unit. */
export interface HistogramLevel {
  readonly count: number
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

/** Two-sided 95% of the normal distribution. */
const z = 1.96

/**
 * Wilson's score interval of a share, 0 to 1.
 * @see https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
 */
export function shareInterval(hits: number, count: number): Interval {
  if (count === 0) return { low: 0, high: 1 }
  const share = Math.min(1, hits / count)
  const factor = 1 + z ** 2 / count
  const center = share + z ** 2 / (2 * count)
  const spread = z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2))
  return {
    low: share === 0 ? 0 : Math.max(0, (center - spread) / factor),
    high: share === 1 ? 1 : Math.min(1, (center + spread) / factor),
  }
}

/**
 * Newcombe's interval of the difference `now - before` of two shares.
 * @see https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I method 10
 */
export function shareDifference(
  now: { readonly hits: number; readonly count: number },
  before: { readonly hits: number; readonly count: number },
): Interval {
  if (now.count === 0 || before.count === 0) return { low: -1, high: 1 }
  const [a, b] = [now.hits / now.count, before.hits / before.count]
  const [of, ofBefore] = [
    shareInterval(now.hits, now.count),
    shareInterval(before.hits, before.count),
  ]
  return {
    low: a - b - Math.hypot(a - of.low, ofBefore.high - b),
    high: a - b + Math.hypot(of.high - a, b - ofBefore.low),
  }
}

/**
 * Interval of a quantile from the ranks of ordered values, without an assumption about their
 * distribution. Its ends are boundaries of levels, so that it is at least one level wide.
 * @param levels in ascending order
 */
export function quantileInterval(levels: readonly HistogramLevel[], quantile: number): Interval {
  const count = levels.reduce((sum, level) => sum + level.count, 0)
  const spread = z * Math.sqrt(count * quantile * (1 - quantile))
  const [first, last] = [count * quantile - spread, count * quantile + spread]
  const at = (rank: number) => {
    let below = 0
    return levels.find((level) => {
      below += level.count
      return below >= rank
    })
  }
  return {
    low: first < 1 ? 0 : (at(first)?.from ?? 0),
    high: last > count ? Number.POSITIVE_INFINITY : (at(last)?.to ?? Number.POSITIVE_INFINITY),
  }
}
