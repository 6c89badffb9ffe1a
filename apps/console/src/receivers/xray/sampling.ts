/** The sampling rule returned to SDKs: every request, or the AWS default of 1/s and 5 %. */
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
  /** Response of GetSamplingRules. */
  rules(): object
  /** Response of GetSamplingTargets: splits the reservoir of the rule among the active clients. */
  targets(statistics: readonly SamplingStatistics[]): object
}

/** The default rule and its quotas, as the X-Ray service returns them through the daemon. */
export function createSamplingService(
  sampling: Sampling,
  nowMillis: () => number = Date.now,
): SamplingService {
  const { reservoirSize, fixedRate } = rules[sampling]
  const createdAt = Math.floor(nowMillis() / 1_000)
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
      SamplingRuleRecords: [
        {
          SamplingRule: {
            RuleName: 'Default',
            RuleARN: 'arn:aws:xray:local:000000000000:sampling-rule/Default',
            ResourceARN: '*',
            Priority: 10_000,
            FixedRate: fixedRate,
            ReservoirSize: reservoirSize,
            ServiceName: '*',
            ServiceType: '*',
            Host: '*',
            HTTPMethod: '*',
            URLPath: '*',
            Version: 1,
            Attributes: {},
          },
          CreatedAt: createdAt,
          ModifiedAt: createdAt,
        },
      ],
    }),
    targets(statistics) {
      const now = nowMillis()
      const known = statistics.filter(({ RuleName }) => RuleName === 'Default')
      const quota = Math.floor(reservoirSize / countClients(known, now))
      return {
        SamplingTargetDocuments: [...new Set(known.map(({ RuleName }) => RuleName))].map(
          (RuleName) => ({
            RuleName,
            FixedRate: fixedRate,
            ReservoirQuota: quota,
            // Epoch seconds, as in the service's response.
            ReservoirQuotaTTL: Math.floor(now / 1_000) + intervalSeconds,
            Interval: intervalSeconds,
          }),
        ),
        LastRuleModification: createdAt,
        UnprocessedStatistics: statistics
          .filter(({ RuleName }) => RuleName !== 'Default')
          .map(({ RuleName }) => ({
            RuleName,
            ErrorCode: 'InvalidRequestException',
            Message: 'Unknown sampling rule',
          })),
      }
    },
  }
}
