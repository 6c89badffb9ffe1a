import { describe, expect, it } from 'vitest'
import { parseRule, type Rule } from '../../../../src/signals/segments/sampling/rule.ts'
import { createSamplingRules } from '../../../../src/signals/segments/sampling/sampling-rules.ts'

const startSeconds = 1_530_923_000

function rule(more: Record<string, unknown> = {}): Rule {
  const parsed = parseRule({
    RuleName: 'home',
    ResourceARN: '*',
    Priority: 100,
    FixedRate: 0,
    ReservoirSize: 50,
    ServiceName: '*',
    ServiceType: '*',
    Host: '*',
    HTTPMethod: '*',
    URLPath: '*',
    Version: 1,
    Attributes: {},
    ...more,
  })
  if (!parsed) throw new Error('not a rule')
  return parsed
}

function rulesWith(loaded: Rule[], random = () => 0.999) {
  let seconds = startSeconds
  const rules = createSamplingRules({ now: () => seconds * 1000, random })
  rules.loadRules(loaded)
  const request = { serviceName: 'home', attributes: {} }
  return {
    rules,
    pass: (more: number) => {
      seconds += more
    },
    decide: (more: object = {}) => rules.decide({ ...request, ...more }),
    sampledOf: (count: number, more: object = {}) =>
      Array.from({ length: count }, () => rules.decide({ ...request, ...more })).filter(
        ({ sampled }) => sampled,
      ).length,
  }
}

describe('a rule', () => {
  it.each([
    [{ ServiceName: 'home*' }, { serviceName: 'home-activities' }, true],
    [{ ServiceName: 'user' }, {}, false],
    [{ HTTPMethod: 'get' }, { httpMethod: 'GET' }, true],
    [{ HTTPMethod: 'GET' }, {}, false],
    [{ URLPath: '/api/*/home' }, { urlPath: '/api/activities/home' }, true],
    [{ URLPath: '/api/?' }, { urlPath: '/api/ab' }, false],
    [{ Host: '*.cruddur.example' }, { host: 'www.cruddur.example' }, true],
    [{ ServiceType: 'AWS::ECS::Container' }, {}, false],
    [{ Attributes: { plan: 'free' } }, { attributes: { plan: 'free' } }, true],
    [{ Attributes: { plan: 'free' } }, {}, false],
  ])('with %o matches %o: %s', (pattern, request, matches) => {
    const { decide } = rulesWith([rule(pattern), rule({ RuleName: 'Default', Priority: 10_000 })])
    expect(decide(request).ruleName).toBe(matches ? 'home' : 'Default')
  })

  it('for a service type matches services on that platform', () => {
    const serviceType = 'AWS::ECS::Container'
    const rules = createSamplingRules({ random: () => 0.999, serviceType: () => serviceType })
    rules.loadRules([rule({ ServiceType: serviceType })])
    expect(rules.decide({ serviceName: 'home', attributes: {} }).ruleName).toBe('home')
  })

  it('sorts by priority, then by name, with Default last', () => {
    const { decide } = rulesWith([
      rule({ RuleName: 'Default', Priority: 1 }),
      rule({ RuleName: 'c', Priority: 5 }),
      rule({ RuleName: 'b', Priority: 2, URLPath: '/b' }),
      rule({ RuleName: 'a', Priority: 2, URLPath: '/b' }),
    ])
    expect(decide({ urlPath: '/b' }).ruleName).toBe('a')
    expect(decide({ urlPath: '/c' }).ruleName).toBe('c')
  })

  it.each([
    { Version: 2 },
    { ResourceARN: 'arn:aws:x' },
    { RuleName: undefined },
    { FixedRate: '1' },
    { Priority: null },
  ])('with %o is not used', (more) => {
    expect(() => rule(more)).toThrow('not a rule')
  })
})

describe('a reservoir', () => {
  it('lends one request per second until X-Ray assigns a quota', () => {
    const { sampledOf, pass } = rulesWith([rule()])
    expect(sampledOf(10)).toBe(1)
    pass(1)
    expect(sampledOf(10)).toBe(1)
  })

  it('lends none from a reservoir of size 0', () => {
    expect(rulesWith([rule({ ReservoirSize: 0 })]).sampledOf(10)).toBe(0)
  })

  it('grants the quota each second until it expires in epoch seconds, then lends again', () => {
    const { rules, sampledOf, pass } = rulesWith([rule()])
    rules.loadTarget('home', { reservoirQuota: 5, reservoirQuotaTtlSeconds: startSeconds + 10 })
    expect(sampledOf(20)).toBe(5)
    pass(10)
    expect(sampledOf(20)).toBe(5)
    pass(1)
    expect(sampledOf(20)).toBe(1)
  })

  it('with quota 0 leaves only the fixed rate', () => {
    const { rules, sampledOf } = rulesWith([rule()])
    rules.loadTarget('home', { reservoirQuota: 0, reservoirQuotaTtlSeconds: startSeconds + 10 })
    expect(sampledOf(20)).toBe(0)
    rules.loadTarget('home', { fixedRate: 1 })
    expect(sampledOf(20)).toBe(20)
  })

  it('is followed by the fixed rate', () => {
    const numbers = [0.04, 0.06]
    let drawn = 0
    const next = () => numbers[drawn++ % numbers.length] as number
    expect(rulesWith([rule({ FixedRate: 0.05 })], next).sampledOf(101)).toBe(51)
  })
})

describe('statistics', () => {
  it('count requests, samples and loans, minus reported ones', () => {
    const { rules, sampledOf, pass } = rulesWith([rule()])
    sampledOf(7)
    const [due] = rules.dueReports()
    expect(due).toEqual({
      ruleName: 'home',
      statistics: { requestCount: 7, sampledCount: 1, borrowCount: 1 },
    })
    pass(1)
    sampledOf(3)
    if (due) rules.reported(due.ruleName, due.statistics)
    expect(rules.dueReports()[0]?.statistics).toEqual({
      requestCount: 3,
      sampledCount: 1,
      borrowCount: 1,
    })
  })

  it('are due again after the interval of the target', () => {
    const { rules, sampledOf, pass } = rulesWith([rule()])
    rules.loadTarget('home', { intervalSeconds: 30 })
    sampledOf(1)
    pass(29)
    expect(rules.dueReports()).toEqual([])
    pass(1)
    expect(rules.dueReports()).toHaveLength(1)
  })

  it('are kept when the rules are refreshed; the quota is kept unless the rule changed', () => {
    const { rules, sampledOf } = rulesWith([rule()])
    rules.loadTarget('home', { reservoirQuota: 5, reservoirQuotaTtlSeconds: startSeconds + 10 })
    sampledOf(3)
    rules.loadRules([rule()])
    expect(sampledOf(10)).toBe(2)
    rules.loadRules([rule({ FixedRate: 0.5 })])
    expect(sampledOf(10)).toBe(1)
    expect(rules.dueReports()[0]?.statistics.requestCount).toBe(23)
  })
})

it('rules that were not refreshed for an hour are replaced by the default rule', () => {
  const { decide, pass } = rulesWith([rule({ FixedRate: 1 })])
  expect(decide()).toEqual({ sampled: true, ruleName: 'home' })
  pass(3601)
  expect(decide()).toEqual({ sampled: true })
  expect(decide()).toEqual({ sampled: false })
})
