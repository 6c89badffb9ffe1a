import type { Facts } from './facts.ts'

export interface CallStatistics {
  readonly ok: number
  readonly errors: number
  readonly throttles: number
  readonly faults: number
  readonly total: number
  readonly totalSeconds: number
  /** Response times, to two digits, and how many calls took each. */
  readonly histogram: ReadonlyMap<number, number>
}

/** A call counts once, by its most severe result: fault, then throttle, then error. */
export function callStatistics({ fault, throttle, error, responseSeconds }: Facts): CallStatistics {
  return {
    ok: Number(!fault && !throttle && !error),
    errors: Number(!fault && !throttle && error),
    throttles: Number(!fault && throttle),
    faults: Number(fault),
    total: 1,
    totalSeconds: responseSeconds,
    histogram: new Map([[Number(responseSeconds.toPrecision(2)), 1]]),
  }
}

export function mergeStatistics(all: readonly CallStatistics[]): CallStatistics {
  const sum = (of: (statistics: CallStatistics) => number) =>
    all.reduce((total, statistics) => total + of(statistics), 0)
  const histogram = new Map<number, number>()
  for (const statistics of all)
    for (const [seconds, count] of statistics.histogram)
      histogram.set(seconds, (histogram.get(seconds) ?? 0) + count)
  return {
    ok: sum(({ ok }) => ok),
    errors: sum(({ errors }) => errors),
    throttles: sum(({ throttles }) => throttles),
    faults: sum(({ faults }) => faults),
    total: sum(({ total }) => total),
    totalSeconds: sum(({ totalSeconds }) => totalSeconds),
    histogram,
  }
}
