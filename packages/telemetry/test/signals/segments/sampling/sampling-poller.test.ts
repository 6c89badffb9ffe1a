import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
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
let rules: SamplingRules
let poller: { stop(): void }
let logged: string[]

beforeEach(async () => {
  api = await startSamplingApi()
  rules = createSamplingRules({ random: () => 0.999 })
  logged = []
})

afterEach(async () => {
  poller.stop()
  await api.stop()
})

function startPoller(port = api.port, timeoutMillis = 5000): void {
  poller = startSamplingPoller({
    api: createSamplingApi({ host: '127.0.0.1', port }, clientId, timeoutMillis),
    samplingRules: rules,
    log: (level, message) => level !== 'debug' && logged.push(`${level} ${message}`),
    rulesIntervalMillis: 300_000,
    targetsIntervalMillis: 20,
    backoffMillis: { first: 5, last: 20 },
  })
}

const pathsOf = () => api.calls.map(({ path }) => path)
const loaded = () => expect.poll(() => rules.decide(request).ruleName)
const nowSeconds = () => Date.now() / 1000

describe('startSamplingPoller', () => {
  it('fetches every page of rules', async () => {
    const [record] = rulesOf(1).SamplingRuleRecords
    const named = (RuleName: string, URLPath: string) => ({
      SamplingRule: { ...record?.SamplingRule, RuleName, URLPath, Priority: 1 },
    })
    api.responses['/GetSamplingRules'] = ({ NextToken }) =>
      NextToken === 'two'
        ? { SamplingRuleRecords: [named('second', '/b')] }
        : { SamplingRuleRecords: [named('first', '/a')], NextToken: 'two' }
    startPoller()
    await expect.poll(() => rules.decide({ ...request, urlPath: '/b' }).ruleName).toBe('second')
    expect(rules.decide({ ...request, urlPath: '/a' }).ruleName).toBe('first')
    expect(api.calls.map(({ body }) => body)).toEqual([{}, { NextToken: 'two' }])
  })

  it('reports matched requests and applies the quota, which expires in epoch seconds', async () => {
    api.responses['/GetSamplingRules'] = () => rulesOf(0, { ReservoirSize: 10 })
    api.responses['/SamplingTargets'] = () => ({
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
    startPoller()
    await loaded().toBe('Default')
    await expect.poll(pathsOf).toContain('/SamplingTargets')
    const decisions = () => Array.from({ length: 10 }, () => rules.decide(request).sampled)
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
    api.responses['/GetSamplingRules'] = () => rulesOf(rate)
    api.responses['/SamplingTargets'] = () => ({
      SamplingTargetDocuments: [],
      LastRuleModification: rate === 0 ? 1 : nowSeconds() + 1,
    })
    startPoller()
    await loaded().toBe('Default')
    expect(rules.decide(request).sampled).toBe(false)
    rate = 1
    await expect.poll(() => rules.decide(request).sampled).toBe(true)
  })

  it.each([
    ['refused', () => 503],
    ['garbage', () => 'garbage'],
    ['unprocessed', () => ({ UnprocessedStatistics: [{ RuleName: 'Default', ErrorCode: '500' }] })],
  ])('keeps statistics that were %s, and reports them again', async (_title, response) => {
    api.responses['/GetSamplingRules'] = () => rulesOf(0)
    api.responses['/SamplingTargets'] = response
    startPoller()
    await loaded().toBe('Default')
    const before = rules.dueReports()[0]?.statistics.requestCount
    const reports = () => pathsOf().filter((path) => path === '/SamplingTargets').length
    await expect.poll(reports).toBeGreaterThan(2)
    expect(rules.dueReports()[0]?.statistics.requestCount).toBe(before)
  })

  it.each([5, 8])(
    'retries with a short backoff until a success after %i failures',
    async (failures) => {
      let calls = 0
      api.responses['/GetSamplingRules'] = () => {
        calls += 1
        return calls <= failures ? 503 : rulesOf(1)
      }
      startPoller()
      await loaded().toBe('Default')
      expect(calls).toBe(failures + 1)
      if (failures < 6) return expect(logged).toEqual([])
      expect(logged).toEqual([
        'warn X-Ray sampling rules cannot be fetched (/GetSamplingRules returned HTTP 503); ' +
          'sampling 1 request per second and 5% of the others until a retry succeeds',
        'info X-Ray sampling rules fetched',
      ])
    },
  )

  it('finds a daemon that starts after the service', async () => {
    const { port } = api
    await api.stop()
    startPoller(port)
    await expect.poll(() => logged).toHaveLength(1)
    api = await startSamplingApi(port)
    api.responses['/GetSamplingRules'] = () => rulesOf(1)
    await loaded().toBe('Default')
  })

  it('survives an event loop that is blocked for longer than the timeout', async () => {
    const worker = new Worker(
      `const { parentPort, workerData } = require('node:worker_threads')
       const server = require('node:http').createServer((_, response) => response.end(workerData))
       server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))`,
      { eval: true, workerData: JSON.stringify(rulesOf(1)) },
    )
    onTestFinished(async () => void (await worker.terminate()))
    const [port] = await once(worker, 'message')
    startPoller(port, 100)
    await new Promise((resolve) => setImmediate(resolve))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 800)
    await loaded().toBe('Default')
    expect(logged).toEqual([])
  })

  it('stops and aborts the pending request', async () => {
    startPoller()
    await expect.poll(pathsOf).toEqual(['/GetSamplingRules'])
    poller.stop()
    await expect.poll(() => api.givenUp).toEqual(['/GetSamplingRules'])
  })
})
