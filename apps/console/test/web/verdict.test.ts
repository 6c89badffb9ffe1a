import { expect, test } from 'vitest'
import { verdictOf } from '../../web/compare/verdict.ts'
import { mergeFacts } from '../../web/query/merge-facts.ts'

const figures = (count: number, errorCount: number, p50: number, p95: number) => ({
  ...{
    count,
    errorCount,
    estimated: false,
    p50Nano: String(p50 * 1e6),
    p95Nano: String(p95 * 1e6),
  },
  p99Nano: String(p95 * 2e6),
})
const judge = (now: ReturnType<typeof figures>, before: ReturnType<typeof figures>) =>
  verdictOf({ change: 'both', now, before })

test.each([
  ['Slower', figures(1_000, 0, 20, 60), figures(1_000, 0, 10, 30)],
  ['Faster', figures(1_000, 0, 10, 30), figures(1_000, 0, 20, 60)],
  ['Unchanged', figures(100_000, 0, 10, 31), figures(100_000, 0, 10, 30)],
  ['No clear change', figures(20, 0, 10, 40), figures(20, 0, 10, 30)],
  ['Too few spans', figures(3, 0, 10, 300), figures(1_000, 0, 10, 30)],
  ['More errors', figures(1_000, 100, 10, 30), figures(1_000, 10, 10, 30)],
  ['Fewer errors', figures(1_000, 0, 10, 30), figures(1_000, 100, 10, 30)],
])('judges %s', (text, now, before) => {
  expect(judge(now, before).text).toBe(text)
})

test('states the change with its uncertainty', () => {
  expect(judge(figures(1_000, 0, 20, 60), figures(1_000, 0, 10, 30)).evidence).toMatch(
    /^P95 \+100% \(\+\d+ to \+\d+%\)$/,
  )
})

test('more spans make the interval smaller', () => {
  const upper = (count: number) => {
    const { evidence } = judge(figures(count, 0, 10, 30), figures(count, 0, 10, 30))
    return Number(/ to \+([\d.,]+)/.exec(evidence)?.[1])
  }
  expect(upper(10_000)).toBeLessThan(upper(100))
})

test('merges attributes with equal shares and folds small differences', () => {
  const attribute = (key: string, selectedShare: number, baselineShare: number) => ({
    key,
    score: 1,
    values: [{ value: 'x', selectedShare, baselineShare }],
  })
  const { clear, weak } = mergeFacts([
    attribute('service.name', 1, 0.2),
    attribute('process.pid', 1, 0.2),
    attribute('http.route', 0.7, 0.3),
    attribute('http.method', 0.52, 0.5),
  ])
  expect(clear.map((fact) => [fact.attribute.key, fact.sameAs.map(({ key }) => key)])).toEqual([
    ['service.name', ['process.pid']],
    ['http.route', []],
  ])
  expect(weak.map((fact) => fact.attribute.key)).toEqual(['http.method'])
})

test('a port of a connection explains nothing, however much it differs', () => {
  const values = [{ value: '34740', selectedShare: 1, baselineShare: 0 }]
  const { clear, weak } = mergeFacts([
    { key: 'network.peer.port', values: values },
    { key: 'server.port', values: [{ value: '4002', selectedShare: 0.5, baselineShare: 0 }] },
  ] as unknown as Parameters<typeof mergeFacts>[0])
  expect(clear.map(({ attribute }) => attribute.key)).toEqual(['server.port'])
  expect(weak.map(({ attribute }) => attribute.key)).toEqual(['network.peer.port'])
})
