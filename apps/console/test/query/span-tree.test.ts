import { expect, test } from 'vitest'
import { placeSpans } from '../../src/query/span-tree.ts'
import { spanId, spanRow } from '../support/span-rows.ts'

const span = (id: number, parent: number | undefined, startNano: number) =>
  spanRow({
    SpanId: spanId(id),
    ParentSpanId: parent === undefined ? '' : spanId(parent),
    Timestamp: String(startNano),
  })

const shape = (spans: Parameters<typeof placeSpans>[0]) =>
  placeSpans(spans).map(({ span: { SpanId }, depth, orphan }) => [
    Number.parseInt(SpanId, 16),
    depth,
    orphan,
  ])

test('each span follows its parent, siblings by start', () => {
  expect(shape([span(3, 1, 30), span(4, 2, 25), span(1, undefined, 10), span(2, 1, 20)])).toEqual([
    [1, 0, false],
    [2, 1, false],
    [4, 2, false],
    [3, 1, false],
  ])
})

test('starts of different length compare as numbers', () => {
  expect(shape([span(2, undefined, 1_000), span(1, undefined, 999)])).toEqual([
    [1, 0, false],
    [2, 0, false],
  ])
})

test('a span whose parent is missing starts a tree that is marked', () => {
  expect(shape([span(1, undefined, 10), span(2, 9, 20), span(3, 2, 30)])).toEqual([
    [1, 0, false],
    [2, 0, true],
    [3, 1, false],
  ])
})

test('a cycle of parents is shown once, from its first span', () => {
  expect(shape([span(1, 2, 10), span(2, 1, 20), span(3, 3, 30)])).toEqual([
    [1, 0, true],
    [2, 1, false],
    [3, 0, true],
  ])
})

test('a chain of 50,000 spans is placed', () => {
  const chain = Array.from({ length: 50_000 }, (_, index) =>
    span(index + 1, index === 0 ? undefined : index, index + 1),
  )
  expect(placeSpans(chain).at(-1)?.depth).toBe(49_999)
})
