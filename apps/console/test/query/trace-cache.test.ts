import { expect, test } from 'vitest'
import type { ChangeListener } from '../../src/model/changes.ts'
import { createTraceCache } from '../../src/query/findings/trace-cache.ts'
import { spanRow } from '../support/span-rows.ts'

/** A cache of texts whose size is their length, and the traces that were read. */
function textCache({ maxAgeMillis = 60_000, isShared = false } = {}) {
  let change: ChangeListener = () => undefined
  const changes = {
    onChange: (listener: ChangeListener) => {
      change = listener
    },
  }
  const cache = createTraceCache<string>({
    ...{ changes: isShared ? undefined : changes, maxSize: 10, maxAgeMillis },
    sizeOf: (text) => text.length,
  })
  const reads: string[] = []
  const get = (traceIds: readonly string[], duringRead = () => {}) =>
    cache.get(traceIds, async (_, missing) => {
      reads.push(...missing)
      duringRead()
      return new Map(missing.map((id) => [id, id.repeat(3)]))
    })
  return {
    get,
    reads,
    arrive: (TraceId: string) => change([spanRow({ TraceId })]),
    clear: () => change(undefined),
  }
}

test('a trace is read once, until a row of it arrives', async () => {
  const { get, reads, arrive } = textCache()
  expect(await get(['a', 'b'])).toEqual(await get(['a', 'b']))
  expect(reads).toEqual(['a', 'b'])
  arrive('a')
  arrive('other')
  expect([...(await get(['a', 'b'])).keys()].sort()).toEqual(['a', 'b'])
  expect(reads).toEqual(['a', 'b', 'a'])
})

test('a trace is read again when a row arrives during the read', async () => {
  const { get, reads, arrive, clear } = textCache()
  await get(['a', 'b'], () => arrive('a'))
  await get(['a', 'b'])
  expect(reads).toEqual(['a', 'b', 'a'])
  clear()
  await get(['b'], clear)
  await get(['b'])
  expect(reads).toEqual(['a', 'b', 'a', 'b', 'b'])
})

test('the least recently used traces are dropped above the size, all after their age', async () => {
  const { get, reads } = textCache()
  await get(['a', 'b', 'c'])
  await get(['a'])
  await get(['d'])
  await get(['a', 'c'])
  expect(reads).toEqual(['a', 'b', 'c', 'd'])
  const short = textCache({ maxAgeMillis: -1 })
  await short.get(['a'])
  await short.get(['a'])
  expect(short.reads).toEqual(['a', 'a'])
})

test('nothing is kept of a store that others write to', async () => {
  const { get, reads } = textCache({ isShared: true })
  await get(['a'])
  await get(['a'])
  expect(reads).toEqual(['a', 'a'])
})
