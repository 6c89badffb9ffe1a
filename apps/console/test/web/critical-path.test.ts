import { expect, test } from 'vitest'
import { findCriticalPath } from '../../web/trace/critical-path.ts'
import { buildNodes } from '../../web/trace/span-tree.ts'
import { buildTrace, largeTrace, type SpanSketch, timelineTrace } from '../faces/sample-traces.ts'

const root = { id: '1', name: 'root', service: 'a', depth: 0, start: 0, duration: 100 }
const child = (id: string, start: number, duration: number): SpanSketch => ({
  ...{ id, parent: '1', name: id, service: 'a', depth: 1 },
  ...{ start, duration },
})

/** Sections in microseconds by short span id. */
function pathOf(...children: SpanSketch[]) {
  const path = findCriticalPath(buildNodes(buildTrace('ab'.repeat(16), [root, ...children])))
  return Object.fromEntries(
    [...path].map(([id, sections]) => [
      id.replace(/^0+/, ''),
      sections.map(({ fromNanos, toNanos }) => [fromNanos / 1_000, toNanos / 1_000]),
    ]),
  )
}

test('time that no child took is the span’s own', () => {
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

test('of children that ran together, the one that ended last is on the path', () => {
  expect(pathOf(child('2', 10, 80), child('3', 10, 30))).toEqual({
    1: [
      [90, 100],
      [0, 10],
    ],
    2: [[10, 90]],
  })
})

test('a child that outlives its parent counts up to its parent’s end', () => {
  expect(pathOf(child('2', 60, 400))).toEqual({ 1: [[0, 60]], 2: [[60, 100]] })
})

test('the sections of a trace add up to its root’s duration', () => {
  for (const trace of [timelineTrace, largeTrace(5_000)]) {
    const nodes = buildNodes(trace)
    const sections = [...findCriticalPath(nodes).values()].flat()
    const total = sections.reduce((sum, { fromNanos, toNanos }) => sum + toNanos - fromNanos, 0)
    expect(total).toBe(nodes[0]?.durationNanos)
  }
})

test('a chain of 20,000 spans does not run out of stack', () => {
  const chain = Array.from({ length: 20_000 }, (_none, index) => ({
    ...root,
    id: index.toString(16),
    depth: index,
  }))
  expect(findCriticalPath(buildNodes(buildTrace('cd'.repeat(16), chain))).size).toBe(20_000)
})
