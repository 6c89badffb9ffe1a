import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSamplingApi } from '../../../../src/signals/segments/sampling/sampling-api.ts'
import { startSamplingPoller } from '../../../../src/signals/segments/sampling/sampling-poller.ts'
import {
  createSamplingRules,
  type SamplingRules,
} from '../../../../src/signals/segments/sampling/sampling-rules.ts'
import { type FakeSamplingApi, startSamplingApi } from '../daemon.ts'
import { rulesOf } from '../start.ts'

const clientId = '0123456789abcdef01234567'
const request = { serviceName: 'home', attributes: {} }
let api: FakeSamplingApi
let book: SamplingRules
let polls: { stop(): void }

beforeEach(async () => {
  api = await startSamplingApi()
  book = createSamplingRules({ random: () => 0.999 })
})

afterEach(async () => {
  polls.stop()
  await api.stop()
})

function startPolls(): void {
  polls = startSamplingPoller({
    api: createSamplingApi({ host: '127.0.0.1', port: api.port }, clientId),
    samplingRules: book,
    debug: () => undefined,
    rulesIntervalMillis: 300_000,
    targetsIntervalMillis: 20,
  })
}

const pathsOf = () => api.calls.map(({ path }) => path)
const loaded = () => expect.poll(() => book.decide(request).ruleName)
const nowSeconds = () => Date.now() / 1000

describe('startSamplingPoller', () => {
  it('fetches every page of rules', async () => {
    const [record] = rulesOf(1).SamplingRuleRecords
    const named = (RuleName: string, URLPath: string) => ({
      SamplingRule: { ...record?.SamplingRule, RuleName, URLPath, Priority: 1 },
    })
    api.answers['/GetSamplingRules'] = ({ NextToken }) =>
      NextToken === 'two'
        ? { SamplingRuleRecords: [named('second', '/b')] }
        : { SamplingRuleRecords: [named('first', '/a')], NextToken: 'two' }
    startPolls()
    await expect.poll(() => book.decide({ ...request, urlPath: '/b' }).ruleName).toBe('second')
    expect(book.decide({ ...request, urlPath: '/a' }).ruleName).toBe('first')
    expect(api.calls.map(({ body }) => body)).toEqual([{}, { NextToken: 'two' }])
  })

  it('reports matched requests and applies the quota, which expires in epoch seconds', async () => {
    api.answers['/GetSamplingRules'] = () => rulesOf(0, { ReservoirSize: 10 })
    api.answers['/SamplingTargets'] = () => ({
      SamplingTargetDocuments: [
        {
          RuleName: 'Default',
          FixedRate: 0,
          ReservoirQuota: 1000,
          ReservoirQuotaTTL: nowSeconds() + 60,
          Interval: 10,
        },
      ],
      LastRuleModification: 1,
      UnprocessedStatistics: [],
    })
    startPolls()
    await loaded().toBe('Default')
    await expect.poll(pathsOf).toContain('/SamplingTargets')
    const decisions = () => Array.from({ length: 10 }, () => book.decide(request).sampled)
    await expect.poll(decisions).not.toContain(false)
    const report = api.calls.find(({ path }) => path === '/SamplingTargets')?.body
    expect(report).toEqual({
      SamplingStatisticsDocuments: [
        {
          RuleName: 'Default',
          ClientID: clientId,
          Timestamp: expect.toSatisfy((seconds: number) => Math.abs(seconds - nowSeconds()) < 30),
          RequestCount: expect.any(Number),
          SampledCount: 1,
          BorrowCount: 1,
        },
      ],
    })
  })

  it('fetches the rules again when they were modified', async () => {
    let rate = 0
    api.answers['/GetSamplingRules'] = () => rulesOf(rate)
    api.answers['/SamplingTargets'] = () => ({
      SamplingTargetDocuments: [],
      LastRuleModification: rate === 0 ? 1 : nowSeconds() + 1,
    })
    startPolls()
    await loaded().toBe('Default')
    expect(book.decide(request).sampled).toBe(false)
    rate = 1
    await expect.poll(() => book.decide(request).sampled).toBe(true)
  })

  it.each([
    ['refused', () => 503],
    ['garbage', () => 'garbage'],
    ['unprocessed', () => ({ UnprocessedStatistics: [{ RuleName: 'Default', ErrorCode: '500' }] })],
  ])('keeps statistics that were %s, and reports them again', async (_title, answer) => {
    api.answers['/GetSamplingRules'] = () => rulesOf(0)
    api.answers['/SamplingTargets'] = answer
    startPolls()
    await loaded().toBe('Default')
    const before = book.dueReports()[0]?.statistics.requestCount
    const reports = () => pathsOf().filter((path) => path === '/SamplingTargets').length
    await expect.poll(reports).toBeGreaterThan(2)
    expect(book.dueReports()[0]?.statistics.requestCount).toBe(before)
  })

  it('stops and aborts the pending request', async () => {
    startPolls()
    await expect.poll(pathsOf).toEqual(['/GetSamplingRules'])
    polls.stop()
    await expect.poll(() => api.givenUp).toEqual(['/GetSamplingRules'])
  })
})
