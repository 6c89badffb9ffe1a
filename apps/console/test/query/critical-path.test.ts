import fc from 'fast-check'
import { expect, test } from 'vitest'
import { criticalPath, type TimedSpan } from '../../src/query/overview/critical-path.ts'

const span = (start: number, end: number, ...children: number[]): TimedSpan => ({
  ...{ start, end, children },
})

test('parallel children: only the last to finish is on the path', () => {
  const spans = [span(0, 100, 1, 2), span(10, 60), span(10, 90)]
  expect(criticalPath(spans, 0)).toEqual([
    { index: 0, selfNano: 20 },
    { index: 2, selfNano: 80 },
  ])
})

test('serial children are both on the path, and a child that outlasts its parent is cut', () => {
  const spans = [span(0, 100, 1, 2), span(0, 40), span(50, 150, 3), span(120, 150)]
  expect(criticalPath(spans, 0)).toEqual([
    { index: 0, selfNano: 10 },
    { index: 1, selfNano: 40 },
    { index: 2, selfNano: 50 },
  ])
})

test('a chain of 50,000 spans has a path', () => {
  const spans = Array.from({ length: 50_000 }, (_, index) =>
    span(index, 100_000, ...(index < 49_999 ? [index + 1] : [])),
  )
  expect(criticalPath(spans, 0)).toHaveLength(50_000)
})

test('own times add up to the duration of the root', () => {
  const times = fc.tuple(fc.nat(1_000), fc.nat(1_000), fc.nat())
  fc.assert(
    fc.property(fc.nat(1_000), fc.array(times, { maxLength: 30 }), (duration, more) => {
      const children: number[][] = [[], ...more.map(() => [])]
      more.forEach(([, , parent], index) => {
        children[parent % (index + 1)]?.push(index + 1)
      })
      const spans = [[0, duration] as const, ...more].map(([start, length], index) =>
        span(start, start + length, ...(children[index] ?? [])),
      )
      const sum = criticalPath(spans, 0).reduce((all, { selfNano }) => all + selfNano, 0)
      expect(sum).toBe(duration)
    }),
  )
})
