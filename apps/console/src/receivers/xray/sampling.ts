import {
  createSamplingRules,
  readRuleName,
  readSamplingRule,
  readSamplingRuleUpdate,
  type SamplingRuleRecord,
} from './sampling-rules.ts'

/** The sampling rule returned to SDKs: every request, or the AWS default of 1/s and 5%. */
export type Sampling = 'everything' | 'aws-default'

interface Rule {
  readonly reservoirSize: number
  readonly fixedRate: number
}

const rules: Readonly<Record<Sampling, Rule>> = {
  everything: { reservoirSize: 100, fixedRate: 1 },
  'aws-default': { reservoirSize: 1, fixedRate: 0.05 },
}

const intervalSeconds = 10

export interface SamplingStatistics {
  readonly RuleName: string
  readonly ClientID: string
}

export interface SamplingService {
  /** Response of GetSamplingRules: the created rules by priority, and the default. */
  rules(): object
  /** Response of CreateSamplingRule. @throws XrayRequestError */
  create(body: unknown): object
  /** Response of UpdateSamplingRule. @throws XrayRequestError */
  update(body: unknown): object
  /** Response of DeleteSamplingRule. @throws XrayRequestError */
  delete(body: unknown): object
  /** Response of GetSamplingTargets: splits the reservoir of the rule among the active clients. */
  targets(statistics: readonly SamplingStatistics[]): object
}

const arnPrefix = 'arn:aws:xray:local:000000000000:sampling-rule/'

/** The rules and their quotas, as the X-Ray service returns them through the daemon. */
export function createSamplingService(
  sampling: Sampling,
  nowMillis: () => number = Date.now,
): SamplingService {
  const { reservoirSize, fixedRate } = rules[sampling]
  const createdAt = Math.floor(nowMillis() / 1_000)
  const created = createSamplingRules(nowMillis)
  let defaultRecord: SamplingRuleRecord = {
    rule: {
      ...{ RuleName: 'Default', ResourceARN: '*', Priority: 10_000 },
      ...{ FixedRate: fixedRate, ReservoirSize: reservoirSize },
      ...{ ServiceName: '*', ServiceType: '*', Host: '*', HTTPMethod: '*', URLPath: '*' },
      ...{ Version: 1, Attributes: {} },
    },
    createdAt,
    modifiedAt: createdAt,
  }
  const ruleOf = (name: string) => (name === 'Default' ? defaultRecord.rule : created.get(name))
  const lastRequestMillis = new Map<string, number>()

  function countClients(statistics: readonly SamplingStatistics[], now: number): number {
    for (const { ClientID } of statistics) lastRequestMillis.set(ClientID, now)
    for (const [client, lastMillis] of lastRequestMillis) {
      if (now - lastMillis > 3 * intervalSeconds * 1_000) lastRequestMillis.delete(client)
    }
    return Math.max(1, lastRequestMillis.size)
  }

  return {
    rules: () => ({
      SamplingRuleRecords: [...created.records(), defaultRecord].map(toRecord),
    }),
    create: (body) => ({ SamplingRuleRecord: toRecord(created.create(readSamplingRule(body))) }),
    update(body) {
      const rule = readSamplingRuleUpdate(body, ruleOf)
      if (rule.RuleName !== 'Default') return { SamplingRuleRecord: toRecord(created.update(rule)) }
      defaultRecord = { rule, createdAt, modifiedAt: Math.floor(nowMillis() / 1_000) }
      return { SamplingRuleRecord: toRecord(defaultRecord) }
    },
    delete(body) {
      const name = readRuleName((body ?? {}) as Readonly<Record<string, unknown>>)
      return { SamplingRuleRecord: toRecord(created.delete(name)) }
    },
    targets(statistics) {
      const now = nowMillis()
      const known = statistics.filter(({ RuleName }) => ruleOf(RuleName) !== undefined)
      const clients = countClients(known, now)
      const named = [...new Set(known.map(({ RuleName }) => RuleName))].flatMap(
        (name) => ruleOf(name) ?? [],
      )
      return {
        SamplingTargetDocuments: named.map(({ RuleName, FixedRate, ReservoirSize }) => ({
          RuleName,
          FixedRate,
          ReservoirQuota: Math.floor(ReservoirSize / clients),
          // Epoch seconds, as in the service's response.
          ReservoirQuotaTTL: Math.floor(now / 1_000) + intervalSeconds,
          Interval: intervalSeconds,
        })),
        LastRuleModification: Math.max(defaultRecord.modifiedAt, created.changedAt()),
        UnprocessedStatistics: statistics
          .filter(({ RuleName }) => ruleOf(RuleName) === undefined)
          .map(({ RuleName }) => ({
            RuleName,
            ErrorCode: 'InvalidRequestException',
            Message: 'Unknown sampling rule',
          })),
      }
    },
  }
}

const toRecord = ({ rule, createdAt, modifiedAt }: SamplingRuleRecord) => ({
  SamplingRule: { ...rule, RuleARN: `${arnPrefix}${rule.RuleName}` },
  CreatedAt: createdAt,
  ModifiedAt: modifiedAt,
})
