import { context, ROOT_CONTEXT } from '@opentelemetry/api'
import { suppressTracing } from '@opentelemetry/core'
import { type BackoffMillis, backoffDelayMillis } from '../../../delivery/backoff.ts'
import type { SamplingApi } from './sampling-api.ts'
import type { SamplingRules } from './sampling-rules.ts'

export interface SamplingPollerOptions {
  readonly api: SamplingApi
  readonly samplingRules: SamplingRules
  readonly log: (level: 'debug' | 'info' | 'warn', message: string) => void
  readonly rulesIntervalMillis?: number
  readonly targetsIntervalMillis?: number
  readonly backoffMillis?: BackoffMillis
}

/** X-Ray's limit of statistics documents per request. */
const reportsPerCall = 25
const rulesJitterMillis = 5000
const targetsJitterMillis = 100
/** A daemon that starts after the service is found within seconds. */
const usualRulesBackoff: BackoffMillis = { first: 1000, last: 10_000 }
/** With the usual backoff, half a minute: a daemon that starts together with the service causes no warning. */
const failuresBeforeWarning = 6

/**
 * Keeps the sampling rules up to date until stopped: fetches rules every five minutes, with a backoff of 1 to
 * 10 s after a failure, and reports statistics for targets every ten seconds.
 */
export function startSamplingPoller(options: SamplingPollerOptions): { stop(): void } {
  const { api, samplingRules, log, backoffMillis = usualRulesBackoff } = options
  const { rulesIntervalMillis = 300_000, targetsIntervalMillis = 10_000 } = options
  const stopped = new AbortController()
  const timers = new Set<NodeJS.Timeout>()
  let failures = 0

  async function refreshRules(): Promise<void> {
    const rules = await api.fetchRules(stopped.signal)
    // A response without a usable rule keeps the current rules.
    if (rules.length > 0) samplingRules.loadRules(rules)
  }

  async function refreshTargets(): Promise<void> {
    const due = samplingRules.dueReports()
    for (let from = 0; from < due.length; from += reportsPerCall) {
      const reports = due.slice(from, from + reportsPerCall)
      const response = await api.fetchTargets(reports, stopped.signal)
      for (const { ruleName, statistics } of reports) {
        if (!response.unprocessed.includes(ruleName)) samplingRules.reported(ruleName, statistics)
      }
      for (const { ruleName, target } of response.targets) {
        samplingRules.loadTarget(ruleName, target)
      }
      if (response.lastRuleModificationSeconds > samplingRules.rulesLoadedSeconds())
        await refreshRules()
    }
  }

  /** @returns the delay until the next poll */
  async function pollRules(): Promise<number> {
    try {
      await refreshRules()
      if (failures >= failuresBeforeWarning) log('info', 'X-Ray sampling rules fetched')
      failures = 0
      return jittered(rulesIntervalMillis, rulesJitterMillis)
    } catch (error) {
      failures += 1
      const fallback =
        samplingRules.rulesLoadedSeconds() === 0
          ? 'sampling 1 request per second and 5% of the others'
          : 'keeping the current rules'
      const message = `X-Ray sampling rules cannot be fetched (${reasonOf(error)}); ${fallback} until a retry succeeds`
      if (!stopped.signal.aborted)
        log(failures === failuresBeforeWarning ? 'warn' : 'debug', message)
      return backoffDelayMillis(backoffMillis, failures)
    }
  }

  async function pollTargets(): Promise<number> {
    try {
      await refreshTargets()
    } catch (error) {
      if (!stopped.signal.aborted)
        log('debug', `X-Ray sampling targets cannot be fetched (${reasonOf(error)})`)
    }
    return jittered(targetsIntervalMillis, targetsJitterMillis)
  }

  function schedule(delayMillis: number, poll: () => Promise<number>): void {
    if (stopped.signal.aborted) return
    const timer = setTimeout(async () => {
      timers.delete(timer)
      schedule(await poll(), poll)
    }, delayMillis)
    timer.unref()
    timers.add(timer)
  }

  context.with(suppressTracing(ROOT_CONTEXT), () => {
    void pollRules().then((delayMillis) => schedule(delayMillis, pollRules))
    schedule(jittered(targetsIntervalMillis, targetsJitterMillis), pollTargets)
  })
  return {
    stop() {
      stopped.abort(new Error('stopped'))
      for (const timer of timers) clearTimeout(timer)
    },
  }
}

function jittered(intervalMillis: number, jitterMillis: number): number {
  return intervalMillis + Math.random() * Math.min(jitterMillis, intervalMillis)
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error
  return cause instanceof Error ? cause.message : message
}
