import { inOrder, matchesRule, type Rule, type SampledRequest } from './rule.ts'
import { createRuleState, type RuleState, type Statistics, type Target } from './rule-state.ts'
import type { Decision } from './sampling-decision.ts'

/** X-Ray's default without rules: one request per second and 5% of the others. */
const localRule: Rule = {
  name: 'local',
  priority: 0,
  fixedRate: 0.05,
  reservoirSize: 1,
  serviceName: '*',
  serviceType: '*',
  host: '*',
  httpMethod: '*',
  urlPath: '*',
  attributes: {},
}

/** Rules expire when they were not refreshed for this long. */
const rulesTtlSeconds = 3600

export interface SamplingRules {
  decide(request: SampledRequest): Decision
  loadRules(rules: readonly Rule[]): void
  /** Epoch seconds of the last `loadRules`; 0 before. */
  rulesLoadedSeconds(): number
  dueReports(): { readonly ruleName: string; readonly statistics: Statistics }[]
  reported(ruleName: string, statistics: Statistics): void
  loadTarget(ruleName: string, target: Target): void
}

export interface SamplingRulesOptions {
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  readonly random?: () => number
  /** The platform of the service, such as `AWS::ECS::Container`, which rules can match. */
  readonly serviceType?: () => string | undefined
}

/** The sampling rules in this process and their decisions. */
export function createSamplingRules(options: SamplingRulesOptions = {}): SamplingRules {
  const { now = Date.now, random = Math.random, serviceType = () => undefined } = options
  const local = createRuleState(localRule, random)
  let states: readonly RuleState[] = []
  let loadedSeconds = 0

  const nowSeconds = () => now() / 1000
  const find = (ruleName: string) => states.find(({ rule }) => rule.name === ruleName)

  return {
    decide(request) {
      const seconds = nowSeconds()
      if (states.length === 0 || seconds > loadedSeconds + rulesTtlSeconds) {
        return { sampled: local.sample(seconds) }
      }
      const type = serviceType()
      const state = states.find(({ rule }) => matchesRule(rule, request, type))
      if (state === undefined) return { sampled: local.sample(seconds) }
      return { sampled: state.sample(seconds), ruleName: state.rule.name }
    },
    loadRules(rules) {
      states = inOrder(rules).map(
        (rule) => find(rule.name)?.withRule(rule) ?? createRuleState(rule, random),
      )
      loadedSeconds = nowSeconds()
    },
    rulesLoadedSeconds: () => loadedSeconds,
    dueReports() {
      const seconds = nowSeconds()
      return states.flatMap((state) => {
        const statistics = state.dueReport(seconds)
        return statistics ? [{ ruleName: state.rule.name, statistics }] : []
      })
    },
    reported: (ruleName, statistics) => find(ruleName)?.reported(statistics),
    loadTarget: (ruleName, target) => find(ruleName)?.loadTarget(target, nowSeconds()),
  }
}
