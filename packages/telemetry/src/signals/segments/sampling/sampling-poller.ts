import { context, ROOT_CONTEXT } from '@opentelemetry/api'
import { suppressTracing } from '@opentelemetry/core'
import type { SamplingApi } from './sampling-api.ts'
import type { SamplingRules } from './sampling-rules.ts'

export interface SamplingPollerOptions {
  readonly api: SamplingApi
  readonly samplingRules: SamplingRules
  readonly debug: (message: string) => void
  readonly rulesIntervalMillis?: number
  readonly targetsIntervalMillis?: number
}

/** X-Ray's limit of statistics documents per request. */
const reportsPerCall = 25
const rulesJitterMillis = 5000
const targetsJitterMillis = 100

/** Keeps a rule book up to date until stopped: rules every five minutes, reports for targets every ten seconds. */
export function startSamplingPoller(options: SamplingPollerOptions): { stop(): void } {
  const { api, samplingRules, debug } = options
  const { rulesIntervalMillis = 300_000, targetsIntervalMillis = 10_000 } = options
  const stopped = new AbortController()
  const timers = new Set<NodeJS.Timeout>()

  async function refreshRules(): Promise<void> {
    const rules = await api.fetchRules(stopped.signal)
    // An answer without any usable rule is no reason to forget those we have.
    if (rules.length > 0) samplingRules.loadRules(rules)
  }

  async function refreshTargets(): Promise<void> {
    const due = samplingRules.dueReports()
    for (let from = 0; from < due.length; from += reportsPerCall) {
      const reports = due.slice(from, from + reportsPerCall)
      const answer = await api.fetchTargets(reports, stopped.signal)
      for (const { ruleName, statistics } of reports) {
        if (!answer.unprocessed.includes(ruleName)) samplingRules.reported(ruleName, statistics)
      }
      for (const { ruleName, target } of answer.targets) samplingRules.loadTarget(ruleName, target)
      if (answer.lastRuleModificationSeconds > samplingRules.rulesLoadedSeconds())
        await refreshRules()
    }
  }

  async function attempt(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      if (!stopped.signal.aborted) debug(`X-Ray ${what} could not be had: ${reasonOf(error)}`)
    }
  }

  function repeat(intervalMillis: number, jitterMillis: number, work: () => Promise<void>): void {
    if (stopped.signal.aborted) return
    const delayMillis = intervalMillis + Math.random() * Math.min(jitterMillis, intervalMillis)
    const timer = setTimeout(async () => {
      timers.delete(timer)
      await work()
      repeat(intervalMillis, jitterMillis, work)
    }, delayMillis)
    timer.unref()
    timers.add(timer)
  }

  context.with(suppressTracing(ROOT_CONTEXT), () => {
    const rules = () => attempt('sampling rules', refreshRules)
    void rules()
    repeat(rulesIntervalMillis, rulesJitterMillis, rules)
    repeat(targetsIntervalMillis, targetsJitterMillis, () =>
      attempt('sampling targets', refreshTargets),
    )
  })
  return {
    stop() {
      stopped.abort(new Error('stopped'))
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? cause.message : message
}
