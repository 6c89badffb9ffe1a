import type { Rule } from './rule.ts'

/** How a rule stands in this process. Times are epoch seconds, as on X-Ray's wire. */
export interface RuleState {
  readonly rule: Rule
  sample(nowSeconds: number): boolean
  /** The report that is due, if any request matched. */
  dueReport(nowSeconds: number): Statistics | undefined
  /** Takes what was reported off the books; what came meanwhile stays. */
  reported(statistics: Statistics): void
  loadTarget(target: Target, nowSeconds: number): void
  /** The same state under a rule as it is now. */
  withRule(rule: Rule): RuleState
}

export interface Statistics {
  readonly requestCount: number
  /** All that were sampled, borrowed ones included. */
  readonly sampledCount: number
  readonly borrowCount: number
}

export interface Target {
  readonly fixedRate?: number
  /** Requests per second that X-Ray allots to this process. */
  readonly reservoirQuota?: number
  readonly reservoirQuotaTtlSeconds?: number
  /** Seconds until the next report. */
  readonly intervalSeconds?: number
}

const defaultIntervalSeconds = 10

interface Books {
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
  return stateOf(rule, emptyBooks(rule), random)
}

function emptyBooks({ fixedRate }: Rule): Books {
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

function stateOf(rule: Rule, books: Books, random: () => number): RuleState {
  /** With a fresh quota, as many each second; without one, one is borrowed from the shared reservoir. */
  function takeFromReservoir(nowSeconds: number): boolean {
    const second = Math.floor(nowSeconds)
    if (second !== books.second) {
      books.second = second
      books.takenThisSecond = 0
    }
    const hasQuota = books.quota !== undefined && nowSeconds <= books.quotaTtlSeconds
    const limit = hasQuota ? (books.quota ?? 0) : Math.min(1, rule.reservoirSize)
    if (books.takenThisSecond >= limit) return false
    books.takenThisSecond += 1
    if (!hasQuota) books.borrowCount += 1
    return true
  }

  return {
    rule,
    sample(nowSeconds) {
      books.requestCount += 1
      const sampled = takeFromReservoir(nowSeconds) || random() < books.fixedRate
      if (sampled) books.sampledCount += 1
      return sampled
    },
    dueReport(nowSeconds) {
      if (books.requestCount === 0 || nowSeconds < books.nextReportSeconds) return undefined
      const { requestCount, sampledCount, borrowCount } = books
      return { requestCount, sampledCount, borrowCount }
    },
    reported({ requestCount, sampledCount, borrowCount }) {
      books.requestCount -= requestCount
      books.sampledCount -= sampledCount
      books.borrowCount -= borrowCount
    },
    loadTarget(target, nowSeconds) {
      books.fixedRate = target.fixedRate ?? books.fixedRate
      books.quota = target.reservoirQuota ?? books.quota
      books.quotaTtlSeconds = target.reservoirQuotaTtlSeconds ?? books.quotaTtlSeconds
      // The poll comes round every ten seconds or so; half a second early is on time.
      const interval = target.intervalSeconds ?? defaultIntervalSeconds
      books.nextReportSeconds = nowSeconds + interval - 0.5
    },
    withRule(next) {
      if (JSON.stringify(next) === JSON.stringify(rule)) return stateOf(next, books, random)
      const { requestCount, sampledCount, borrowCount } = books
      const counts = { requestCount, sampledCount, borrowCount }
      return stateOf(next, { ...emptyBooks(next), ...counts }, random)
    },
  }
}
