import { expect, test } from 'vitest'
import { findMatches, nextAround } from '../../web/trace/span-search.ts'
import { ancestorIds, buildNodes, hasChildren, visibleNodes } from '../../web/trace/span-tree.ts'
import { failedTrace, largeTrace, timelineTrace } from '../faces/sample-traces.ts'

const names = (nodes: readonly { span: { name: string } }[]) => nodes.map(({ span }) => span.name)
const id = (short: string) => short.padStart(16, '0')

test('each node knows its parent and where its subtree ends', () => {
  const nodes = buildNodes(timelineTrace)
  expect(nodes.map(({ end }) => end)).toEqual([6, 6, 5, 5, 5, 6])
  expect(nodes.map(({ parent }) => parent?.index)).toEqual([undefined, 0, 1, 2, 3, 1])
  expect(nodes.filter(hasChildren)).toHaveLength(4)
})

test('an orphan stands as a root of its own', () => {
  const nodes = buildNodes(failedTrace)
  expect(nodes[2]?.parent).toBeUndefined()
  expect(nodes[0]?.end).toBe(2)
})

test('a collapsed span hides its subtree and nothing else', () => {
  const nodes = buildNodes(timelineTrace)
  expect(names(visibleNodes(nodes, new Set([id('a3')])))).toEqual([
    'GET /api/activities/home',
    'Show home activities',
    'GET',
    'serialize',
  ])
  expect(visibleNodes(nodes, new Set([id('a1')]))).toHaveLength(1)
  expect(visibleNodes(nodes, new Set())).toHaveLength(6)
})

test('the ancestors of a node are what must be expanded to see it', () => {
  const nodes = buildNodes(timelineTrace)
  const query = nodes[4]
  expect(query && ancestorIds(query)).toEqual(['a4', 'a3', 'a2', 'a1'].map(id))
})

test('times keep nanoseconds that an epoch in a double would lose', () => {
  const [first, second] = buildNodes({
    ...timelineTrace,
    startUnixNano: '1795369508123456789',
    spans: timelineTrace.spans.map((span, index) => ({
      ...span,
      startUnixNano: `${1795369508123456789n + BigInt(index)}`,
    })),
  })
  expect([first?.startNanos, second?.startNanos]).toEqual([0, 1])
})

test('a search looks at names, services, attributes, events and messages, whatever the case', () => {
  const found = (text: string) => names(findMatches(buildNodes(failedTrace), text))
  expect(found('econnrefused')).toEqual(['GET'])
  expect(found('USER-activities')).toEqual(['GET /api/activities/home', 'lost child'])
  expect(found('exception.type')).toHaveLength(2)
  expect(found('  ')).toEqual([])
})

test('next and previous go around the ends', () => {
  const nodes = buildNodes(timelineTrace)
  const two = nodes.filter(({ index }) => index === 1 || index === 4)
  const index = (position: number, step: 1 | -1) => nextAround(two, position, step)?.index
  expect([index(-1, 1), index(1, 1), index(4, 1)]).toEqual([1, 4, 1])
  expect([index(4, -1), index(1, -1)]).toEqual([1, 4])
  expect(nextAround([], 0, 1)).toBeUndefined()
})

test('50,000 spans become a tree without a quadratic step', () => {
  const nodes = buildNodes(largeTrace(50_000))
  expect(nodes).toHaveLength(50_000)
  expect(nodes[0]?.end).toBe(50_000)
})
