import { expect, test } from 'vitest'
import { placeRows } from '../../src/model/place-rows.ts'

const ms = 1_000_000

interface Sketch {
  readonly id: string
  readonly parent?: string
  readonly kind?: string
  readonly service?: string
  /** Milliseconds. */
  readonly start?: number
  readonly duration?: number
}

const place = (sketches: readonly Sketch[]) =>
  placeRows(
    sketches.map(
      ({ id, parent = '', kind = 'Internal', service = 'shop', start = 0, duration = 10 }) => ({
        ...{ spanId: id, parentSpanId: parent, kind, service },
        startUnixNano: String(1_000_000 * ms + start * ms),
        durationNano: String(duration * ms),
      }),
    ),
  )

test('a server that shares the ID of its client is below it, and its children below the server', () => {
  const placed = place([
    { id: 'root', kind: 'Server' },
    { id: 'b3', parent: 'root', kind: 'Server', service: 'stock', start: 2, duration: 5 },
    { id: 'b3', parent: 'root', kind: 'Client', start: 1, duration: 8 },
    { id: 'select', parent: 'b3', kind: 'Client', service: 'stock', start: 3, duration: 1 },
    { id: 'retry', parent: 'b3', service: 'shop', start: 4, duration: 1 },
  ])
  expect(
    placed.map(({ rowId, service, depth, orphan }) => [rowId, service, depth, orphan]),
  ).toEqual([
    ['root', 'shop', 0, false],
    ['b3', 'shop', 1, false],
    ['b3-server', 'stock', 2, false],
    ['select', 'stock', 3, false],
    ['retry', 'shop', 2, false],
  ])
})

test('each row has an ID of its own, however many share a span ID', () => {
  const placed = place(Array.from({ length: 4 }, () => ({ id: 'a' })))
  expect(new Set(placed.map(({ rowId }) => rowId)).size).toBe(4)
})

test.each([
  ['starts before its caller', { start: -5, duration: 5 }, String(5 * ms)],
  ['starts after its caller ended', { start: 14, duration: 5 }, String(4 * ms)],
  ['starts within its caller', { start: 2, duration: 50 }, undefined],
  ['starts less than a millisecond before', { start: -0.5, duration: 5 }, undefined],
])('a callee that %s has clock skew %s', (_what, times, skew) => {
  const [, callee] = place([
    { id: 'call', kind: 'Client' },
    { id: 'handler', parent: 'call', kind: 'Server', service: 'stock', ...times },
  ]).sort((a, b) => a.depth - b.depth)
  expect(callee?.clockSkewNano).toBe(skew)
})

test('work of the same service after its parent, and a consumer, have no clock skew', () => {
  const placed = place([
    { id: 'root', kind: 'Server' },
    { id: 'later', parent: 'root', start: 30 },
    { id: 'send', parent: 'root', kind: 'Producer', duration: 1 },
    { id: 'receive', parent: 'send', kind: 'Consumer', service: 'mail', start: 500 },
  ])
  expect(placed.filter(({ clockSkewNano }) => clockSkewNano !== undefined)).toEqual([])
})
