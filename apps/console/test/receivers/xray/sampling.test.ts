import { expect, test } from 'vitest'
import { createSamplingService } from '../../../src/receivers/xray/sampling.ts'

const statistics = (client: string) => [{ RuleName: 'Default', ClientID: client }]

test('the AWS default is one request per second and 5 %', () => {
  expect(createSamplingService('aws-default').rules()).toMatchObject({
    SamplingRuleRecords: [
      { SamplingRule: { ReservoirSize: 1, FixedRate: 0.05, Priority: 10_000 } },
    ],
  })
})

test('splits the reservoir among the clients of the last 30 s', () => {
  let now = 1_000_000
  const sampling = createSamplingService('everything', () => now)
  const quota = (client: string) => {
    const { SamplingTargetDocuments } = sampling.targets(statistics(client)) as {
      SamplingTargetDocuments: { ReservoirQuota: number; ReservoirQuotaTTL: number }[]
    }
    return [
      SamplingTargetDocuments[0]?.ReservoirQuota,
      SamplingTargetDocuments[0]?.ReservoirQuotaTTL,
    ]
  }
  expect(quota('a')).toEqual([100, 1_010])
  expect(quota('b')).toEqual([50, 1_010])
  now += 31_000
  expect(quota('b')).toEqual([100, 1_041])
})
