import { expect, test } from 'vitest'
import { findCriticalPath } from '../../web/trace/critical-path.ts'
import { buildNodes } from '../../web/trace/span-tree.ts'
import { buildTrace, largeTrace, type SpanSketch, timelineTrace } from '../pages/sample-traces.ts'

const root = { id: '1', name: 'root', service: 'a', depth: 0, start: 0, duration: 100 }
const child = (id: string, start: number, duration: number): SpanSketch => ({
  ...{ id, parent: '1', name: id, service: 'a', depth: 1 },
  ...{ start, duration },
})

/** Sections in microseconds by short span ID. */
function pathOf(...children: SpanSketch[]) {
  const path = findCriticalPath(buildNodes(buildTrace('ab'.repeat(16), [root, ...children])))
  return Object.fromEntries(
    [...path].map(([id, sections]) => [
      id.replace(/^0+/, ''),
      sections.map(({ fromNanos, toNanos }) => [fromNanos / 1_000, toNanos / 1_000]),
    ]),
  )
}

test('attributes time without a child to the span itself', () => {
  expect(pathOf(child('2', 10, 30), child('3', 50, 40))).toEqual({
    1: [
      [90, 100],
      [40, 50],
      [0, 10],
    ],
    2: [[10, 40]],
    3: [[50, 90]],
  })
})

test('follows the child that ended last when children overlap', () => {
  expect(pathOf(child('2', 10, 80), child('3', 10, 30))).toEqual({
    1: [
      [90, 100],
      [0, 10],
    ],
    2: [[10, 90]],
  })
})

test('cuts a child that outlives its parent at the end of the parent', () => {
  expect(pathOf(child('2', 60, 400))).toEqual({ 1: [[0, 60]], 2: [[60, 100]] })
})

test('returns sections that add up to the duration of the root span', () => {
  for (const trace of [timelineTrace, largeTrace(5_000)]) {
    const nodes = buildNodes(trace)
    const sections = [...findCriticalPath(nodes).values()].flat()
    const total = sections.reduce((sum, { fromNanos, toNanos }) => sum + toNanos - fromNanos, 0)
    expect(total).toBe(nodes[0]?.durationNanos)
  }
})

test('handles a chain of 20,000 spans without a stack overflow', () => {
  const chain = Array.from({ length: 20_000 }, (_none, index) => ({
    ...root,
    id: index.toString(16),
    depth: index,
  }))
  expect(findCriticalPath(buildNodes(buildTrace('cd'.repeat(16), chain))).size).toBe(20_000)
})
