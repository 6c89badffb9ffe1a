import { expect, test } from 'vitest'
import { placeNodes } from '../../web/map/map-layout.ts'
import { countCrossings, orderColumns } from '../../web/map/order-columns.ts'

const call = (caller: string, callee: string, count = 1) => ({
  ...{ caller, callee, isService: true, count, errorCount: 0, estimated: false },
  ...{ p50Nano: '1', p95Nano: '1' },
})
const columns = (calls: ReturnType<typeof call>[]) =>
  Object.fromEntries(placeNodes({ services: [], calls }).map(({ name, column }) => [name, column]))

test('places callers left of their callees', () => {
  expect(columns([call('web', 'api'), call('api', 'db'), call('web', 'db')])).toEqual({
    ...{ web: 0, api: 1, db: 2 },
  })
})

test('a mutual call keeps the direction of the heavier one', () => {
  expect(columns([call('a', 'b', 100), call('b', 'a', 2), call('b', 'c', 10)])).toEqual({
    ...{ a: 0, b: 1, c: 2 },
  })
})

test('places services that call each other in a ring and themselves', () => {
  const ring = [call('a', 'b', 3), call('b', 'c', 3), call('c', 'a', 1), call('a', 'a', 9)]
  expect(columns(ring)).toEqual({ a: 0, b: 1, c: 2 })
})

test('reduces crossings', () => {
  const edges = ['1', '2', '3', '4'].map((name) => ({
    from: `a${name}`,
    to: `b${name}`,
    weight: 1,
  }))
  const shuffled = [
    ['a1', 'a2', 'a3', 'a4'],
    ['b4', 'b3', 'b2', 'b1'],
  ]
  expect(countCrossings(shuffled, edges)).toBe(6)
  expect(countCrossings(orderColumns(shuffled, edges), edges)).toBe(0)
})

test('places 50 services without two in the same place', () => {
  const calls = Array.from({ length: 49 }, (_none, index) =>
    call(`service-${Math.floor(index / 3)}`, `service-${index + 1}`),
  )
  const places = placeNodes({ services: [], calls }).map(({ column, row }) => `${column}:${row}`)
  expect(new Set(places).size).toBe(50)
})

test('50 services that all call each other fill a window instead of a long chain', () => {
  const calls = Array.from({ length: 200 }, (_none, index) => {
    const [caller, turn] = [index % 50, Math.floor(index / 50) + 1]
    return call(`service-${caller}`, `service-${(caller * 17 + 5 * turn * turn + 1) % 50}`, turn)
  })
  const nodes = placeNodes({ services: [], calls })
  expect(new Set(nodes.map(({ name }) => name)).size).toBe(50)
  expect(nodes).toHaveLength(50)
  expect(Math.max(...nodes.map(({ column }) => column))).toBeLessThan(8)
})

test('a chain of calls keeps its order, however long', () => {
  const chain = Array.from({ length: 12 }, (_none, index) => call(`s${index}`, `s${index + 1}`))
  expect(columns(chain).s12).toBe(12)
})
