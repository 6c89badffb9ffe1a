import { expect, test } from 'vitest'
import { scopeOf } from '../../web/trace/focus.ts'
import { findMatches, nextAround } from '../../web/trace/span-search.ts'
import { ancestorIds, buildNodes, hasChildren, visibleNodes } from '../../web/trace/span-tree.ts'
import { buildTrace, failedTrace, largeTrace, timelineTrace } from '../pages/sample-traces.ts'

const names = (nodes: readonly { span: { name: string } }[]) => nodes.map(({ span }) => span.name)
const id = (short: string) => short.padStart(16, '0')

test('sets the parent and the end of the subtree of each node', () => {
  const nodes = buildNodes(timelineTrace)
  expect(nodes.map(({ end }) => end)).toEqual([6, 6, 5, 5, 5, 6])
  expect(nodes.map(({ parent }) => parent?.index)).toEqual([undefined, 0, 1, 2, 3, 1])
  expect(nodes.filter(hasChildren)).toHaveLength(4)
})

test('shows a span without its parent as a root', () => {
  const nodes = buildNodes(failedTrace)
  expect(nodes[2]?.parent).toBeUndefined()
  expect(nodes[0]?.end).toBe(2)
})

test('hides only the subtree of a collapsed span', () => {
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

test('returns the ancestors of a node', () => {
  const nodes = buildNodes(timelineTrace)
  const query = nodes[4]
  expect(query && ancestorIds(query)).toEqual(['a4', 'a3', 'a2', 'a1'].map(id))
})

test('keeps nanoseconds that a double cannot represent since the epoch', () => {
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

test('searches names, services, attributes, events and messages, ignoring case', () => {
  const found = (text: string) => names(findMatches(buildNodes(failedTrace), text))
  expect(found('econnrefused')).toEqual(['GET'])
  expect(found('USER-activities')).toEqual(['GET /api/activities/home', 'lost child'])
  expect(found('exception.type')).toHaveLength(2)
  expect(found('  ')).toEqual([])
})

test('wraps at both ends', () => {
  const nodes = buildNodes(timelineTrace)
  const two = nodes.filter(({ index }) => index === 1 || index === 4)
  const index = (position: number, step: 1 | -1) => nextAround(two, position, step)?.index
  expect([index(-1, 1), index(1, 1), index(4, 1)]).toEqual([1, 4, 1])
  expect([index(4, -1), index(1, -1)]).toEqual([1, 4])
  expect(nextAround([], 0, 1)).toBeUndefined()
})

test('builds a tree of 50,000 spans in linear time', () => {
  const nodes = buildNodes(largeTrace(50_000))
  expect(nodes).toHaveLength(50_000)
  expect(nodes[0]?.end).toBe(50_000)
})

test('starts the time axis at the first span, not at a less precise signal', () => {
  const trace = buildTrace('ab'.repeat(16), [
    { id: '1', name: 'root', service: 'a', depth: 0, start: 900_000, duration: 2_000 },
  ])
  const nodes = buildNodes(trace)
  expect(nodes[0]?.startNanos).toBe(0)
  expect(scopeOf(nodes, '')).toMatchObject({ startNanos: 0, totalNanos: 2_000_000 })
})
