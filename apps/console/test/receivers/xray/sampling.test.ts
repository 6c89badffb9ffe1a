import { expect, test } from 'vitest'
import { createSamplingService } from '../../../src/receivers/xray/sampling.ts'
import { readSamplingRule } from '../../../src/receivers/xray/sampling-rules.ts'

const statistics = (client: string) => [{ RuleName: 'Default', ClientID: client }]

test('the AWS default is one request per second and 5%', () => {
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

const rule = {
  ...{ RuleName: 'Cruddur', ResourceARN: '*', Priority: 9_000, FixedRate: 0.1, ReservoirSize: 5 },
  ...{ ServiceName: 'backend-flask', ServiceType: '*', Host: '*', HTTPMethod: '*', URLPath: '*' },
  Version: 1,
}

test('a created rule precedes the default, has targets of its own, and ends with its deletion', () => {
  const sampling = createSamplingService('everything', () => 1_000_000)
  const record = { SamplingRule: { ...rule, RuleARN: expect.stringContaining('/Cruddur') } }
  expect(sampling.create({ SamplingRule: rule })).toMatchObject({
    SamplingRuleRecord: { ...record, CreatedAt: 1_000 },
  })
  expect(sampling.rules()).toMatchObject({
    SamplingRuleRecords: [record, { SamplingRule: { RuleName: 'Default' } }],
  })
  const statistics = ['Cruddur', 'gone'].map((RuleName) => ({ RuleName, ClientID: 'a' }))
  expect(sampling.targets(statistics)).toMatchObject({
    SamplingTargetDocuments: [{ RuleName: 'Cruddur', FixedRate: 0.1, ReservoirQuota: 5 }],
    UnprocessedStatistics: [{ RuleName: 'gone' }],
  })
  expect(() => sampling.create({ SamplingRule: rule })).toThrow('already exists')
  sampling.delete({ RuleName: 'Cruddur' })
  expect(() => sampling.delete({ RuleName: 'Cruddur' })).toThrow('does not exist')
  expect(() => sampling.delete(null)).toThrow('RuleName or RuleARN is required')
  expect(sampling.rules()).toMatchObject({
    SamplingRuleRecords: [{ SamplingRule: { RuleName: 'Default' } }],
  })
})

test.each([
  [{ Priority: 0 }, 'Priority must be a number from 1 to 9999'],
  [{ FixedRate: 1.5 }, 'FixedRate must be a number from 0 to 1'],
  [{ ReservoirSize: '5' }, 'ReservoirSize must be a number'],
  [{ RuleName: 'x'.repeat(33) }, 'RuleName must have 1 to 32 characters'],
  [{ Host: undefined }, 'Host must have 1 to 64 characters'],
  [{ Version: 2 }, 'Version must be 1'],
  [{ Attributes: { a: 1 } }, 'Attributes must have at most 5 texts'],
])('a rule with %j is rejected', (fields, message) => {
  expect(() => readSamplingRule({ SamplingRule: { ...rule, ...fields } })).toThrow(message)
})

test('the 26th rule and a request without a rule are rejected', () => {
  const sampling = createSamplingService('everything')
  for (let index = 0; index < 25; index += 1)
    sampling.create({ SamplingRule: { ...rule, RuleName: `rule-${index}` } })
  expect(() => sampling.create({ SamplingRule: rule })).toThrow('25')
  for (const body of [null, {}, { SamplingRule: 'x' }])
    expect(() => readSamplingRule(body)).toThrow('SamplingRule is required')
})

test('an update changes the given fields of a rule, and rate and reservoir of the default', () => {
  let now = 1_000_000
  const sampling = createSamplingService('everything', () => now)
  sampling.create({ SamplingRule: rule })
  now += 5_000
  const update = (fields: object) => sampling.update({ SamplingRuleUpdate: fields })
  const ARN = 'arn:aws:xray:local:000000000000:sampling-rule/Cruddur'
  expect(update({ RuleARN: ARN, FixedRate: 0.5, Host: 'a.example' })).toMatchObject({
    SamplingRuleRecord: {
      SamplingRule: { ...rule, FixedRate: 0.5, Host: 'a.example' },
      CreatedAt: 1_000,
      ModifiedAt: 1_005,
    },
  })
  expect(update({ RuleName: 'Default', FixedRate: 0, ReservoirSize: 2 })).toMatchObject({
    SamplingRuleRecord: { SamplingRule: { Priority: 10_000, FixedRate: 0, ReservoirSize: 2 } },
  })
  expect(sampling.targets(statistics('a'))).toMatchObject({
    SamplingTargetDocuments: [{ RuleName: 'Default', FixedRate: 0, ReservoirQuota: 2 }],
    LastRuleModification: 1_005,
  })
  expect(() => update({ RuleName: 'Cruddur', FixedRate: 2 })).toThrow('FixedRate must be')
  expect(() => update({ RuleName: 'Default', Host: 'a' })).toThrow('Host of the default rule is')
  expect(() => update({ RuleName: 'gone', FixedRate: 1 })).toThrow('does not exist')
  expect(() => update({ FixedRate: 1 })).toThrow('RuleName or RuleARN is required')
  expect(() => sampling.update({})).toThrow('SamplingRuleUpdate is required')
})
