import { expect, test, vi } from 'vitest'
import { createBatcher } from '../../src/store/insert/batcher.ts'

const limits = { maxPendingChars: 100, maxBatchChars: 50, intervalMillis: 0 }

/** A write that ends when the test says so. */
function heldWrite() {
  const batches: string[] = []
  const ends: (() => void)[] = []
  const write = (lines: string) => {
    batches.push(lines)
    return new Promise<void>((resolve) => ends.push(resolve))
  }
  return { batches, ends, write }
}

test('what arrives during a write goes together into the next, and is answered only then', async () => {
  const { batches, ends, write } = heldWrite()
  const batcher = createBatcher({ ...limits, write, mayBeOnePart: () => false })
  const answered: string[] = []
  const add = (lines: string) => batcher.add(lines).then(() => answered.push(lines))
  const all = [add('a'), add('b'), add('c')]
  expect(batches).toEqual(['a'])
  ends[0]?.()
  await vi.waitFor(() => expect(batches).toEqual(['a', 'b\nc']))
  expect(answered).toEqual(['a'])
  ends[1]?.()
  await Promise.all(all)
  expect(answered).toEqual(['a', 'b', 'c'])
})

test('more than may wait is refused with a time to come again, and taken after that', async () => {
  const { batches, ends, write } = heldWrite()
  const batcher = createBatcher({ ...limits, write, mayBeOnePart: () => false })
  const first = batcher.add('x'.repeat(80))
  await expect(batcher.add('y'.repeat(30))).rejects.toMatchObject({
    code: 'CON_STORE_OVERLOADED',
    retryAfterSeconds: 1,
  })
  ends[0]?.()
  await first
  const second = batcher.add('y'.repeat(30))
  await vi.waitFor(() => expect(batches).toHaveLength(2))
  ends[1]?.()
  await second
})

test('only the part at fault fails', async () => {
  const write = async (lines: string) => {
    if (lines.includes('bad')) throw new Error('bad rows')
  }
  const batcher = createBatcher({ ...limits, write, mayBeOnePart: () => true })
  const results = await Promise.allSettled(
    ['a', 'b', 'bad', 'c'].map((lines) => batcher.add(lines)),
  )
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
})

test('closing writes what waits and takes nothing more', async () => {
  const written: string[] = []
  const write = async (lines: string) => {
    written.push(lines)
  }
  const batcher = createBatcher({
    ...limits,
    intervalMillis: 60_000,
    write,
    mayBeOnePart: () => false,
  })
  const all = ['a', 'b', 'c'].map((lines) => batcher.add(lines))
  await batcher.close()
  await Promise.all(all)
  expect(written.join('\n')).toBe('a\nb\nc')
  await expect(batcher.add('d')).rejects.toMatchObject({ code: 'CON_STORE_OVERLOADED' })
})
