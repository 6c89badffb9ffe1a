import type { Rule } from './rule.ts'

/** The state of one rule in this process. Times are epoch seconds, as in X-Ray's API. */
export interface RuleState {
  readonly rule: Rule
  sample(nowSeconds: number): boolean
  /** The statistics to report now, if any request matched. */
  dueReport(nowSeconds: number): Statistics | undefined
  /** Subtracts reported statistics; requests counted since then remain. */
  reported(statistics: Statistics): void
  loadTarget(target: Target, nowSeconds: number): void
  /** The same state with an updated rule. */
  withRule(rule: Rule): RuleState
}

export interface Statistics {
  readonly requestCount: number
  /** All sampled requests, including borrowed ones. */
  readonly sampledCount: number
  readonly borrowCount: number
}

export interface Target {
  readonly fixedRate?: number | undefined
  /** Requests per second that X-Ray assigns to this process. */
  readonly reservoirQuota?: number | undefined
  readonly reservoirQuotaTtlSeconds?: number | undefined
  /** Seconds until the next report. */
  readonly intervalSeconds?: number | undefined
}

const defaultIntervalSeconds = 10

interface Counters {
  fixedRate: number
  quota: number | undefined
  quotaTtlSeconds: number
  second: number
  takenThisSecond: number
  requestCount: number
  sampledCount: number
  borrowCount: number
  nextReportSeconds: number
}

export function createRuleState(rule: Rule, random: () => number = Math.random): RuleState {
  return stateOf(rule, newCounters(rule), random)
}

function newCounters({ fixedRate }: Rule): Counters {
  return {
    fixedRate,
    quota: undefined,
    quotaTtlSeconds: 0,
    second: 0,
    takenThisSecond: 0,
    requestCount: 0,
    sampledCount: 0,
    borrowCount: 0,
    nextReportSeconds: 0,
  }
}

function stateOf(rule: Rule, counters: Counters, random: () => number): RuleState {
  /** Samples up to the quota per second; without a valid quota, borrows one request per second from the shared reservoir. */
  function takeFromReservoir(nowSeconds: number): boolean {
    const second = Math.floor(nowSeconds)
    if (second !== counters.second) {
      counters.second = second
      counters.takenThisSecond = 0
    }
    const hasQuota = counters.quota !== undefined && nowSeconds <= counters.quotaTtlSeconds
    const limit = hasQuota ? (counters.quota ?? 0) : Math.min(1, rule.reservoirSize)
    if (counters.takenThisSecond >= limit) return false
    counters.takenThisSecond += 1
    if (!hasQuota) counters.borrowCount += 1
    return true
  }

  return {
    rule,
    sample(nowSeconds) {
      counters.requestCount += 1
      const sampled = takeFromReservoir(nowSeconds) || random() < counters.fixedRate
      if (sampled) counters.sampledCount += 1
      return sampled
    },
    dueReport(nowSeconds) {
      if (counters.requestCount === 0 || nowSeconds < counters.nextReportSeconds) return undefined
      const { requestCount, sampledCount, borrowCount } = counters
      return { requestCount, sampledCount, borrowCount }
    },
    reported({ requestCount, sampledCount, borrowCount }) {
      counters.requestCount -= requestCount
      counters.sampledCount -= sampledCount
      counters.borrowCount -= borrowCount
    },
    loadTarget(target, nowSeconds) {
      counters.fixedRate = target.fixedRate ?? counters.fixedRate
      counters.quota = target.reservoirQuota ?? counters.quota
      counters.quotaTtlSeconds = target.reservoirQuotaTtlSeconds ?? counters.quotaTtlSeconds
      // Polls run about every 10 s; half a second early is still on time.
      const interval = target.intervalSeconds ?? defaultIntervalSeconds
      counters.nextReportSeconds = nowSeconds + interval - 0.5
    },
    withRule(next) {
      if (JSON.stringify(next) === JSON.stringify(rule)) return stateOf(next, counters, random)
      const { requestCount, sampledCount, borrowCount } = counters
      const counts = { requestCount, sampledCount, borrowCount }
      return stateOf(next, { ...newCounters(next), ...counts }, random)
    },
  }
}
