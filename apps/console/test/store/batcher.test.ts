import { expect, test, vi } from 'vitest'
import { createBatcher } from '../../src/store/insert/batcher.ts'

const limits = { maxPendingBytes: 100, maxBatchBytes: 50, intervalMillis: 0 }

const lineOf = (text: string) => Buffer.from(`${text}\n`)

/** A write that the test ends. */
function blockedWrite() {
  const batches: string[] = []
  const ends: (() => void)[] = []
  const write = (lines: Buffer) => {
    batches.push(String(lines))
    return new Promise<void>((resolve) => ends.push(resolve))
  }
  return { batches, ends, write }
}

test('combines requests that arrive during a write into the next one', async () => {
  const { batches, ends, write } = blockedWrite()
  const batcher = createBatcher({ ...limits, write, mayBeOnePart: () => false })
  const completed: string[] = []
  const add = (line: string) => batcher.add(lineOf(line)).then(() => completed.push(line))
  const all = [add('a'), add('b'), add('c')]
  expect(batches).toEqual(['a\n'])
  ends[0]?.()
  await vi.waitFor(() => expect(batches).toEqual(['a\n', 'b\nc\n']))
  expect(completed).toEqual(['a'])
  ends[1]?.()
  await Promise.all(all)
  expect(completed).toEqual(['a', 'b', 'c'])
})

test('refuses more than the queue limit with a retry time', async () => {
  const { batches, ends, write } = blockedWrite()
  const batcher = createBatcher({ ...limits, write, mayBeOnePart: () => false })
  const first = batcher.add(lineOf('x'.repeat(80)))
  await expect(batcher.add(lineOf('y'.repeat(30)))).rejects.toMatchObject({
    code: 'CON_STORE_OVERLOADED',
    retryAfterSeconds: 1,
  })
  ends[0]?.()
  await first
  const second = batcher.add(lineOf('y'.repeat(30)))
  await vi.waitFor(() => expect(batches).toHaveLength(2))
  ends[1]?.()
  await second
})

test('fails only the part that caused the error', async () => {
  const write = async (lines: Buffer) => {
    if (lines.includes('bad')) throw new Error('bad rows')
  }
  const batcher = createBatcher({ ...limits, write, mayBeOnePart: () => true })
  const results = await Promise.allSettled(
    ['a', 'b', 'bad', 'c'].map((line) => batcher.add(lineOf(line))),
  )
  expect(results.map(({ status }) => status)).toEqual([
    'fulfilled',
    'fulfilled',
    'rejected',
    'fulfilled',
  ])
})

test('writes the queue on close and accepts nothing more', async () => {
  const written: string[] = []
  const write = async (lines: Buffer) => {
    written.push(String(lines))
  }
  const batcher = createBatcher({
    ...limits,
    intervalMillis: 60_000,
    write,
    mayBeOnePart: () => false,
  })
  const all = ['a', 'b', 'c'].map((line) => batcher.add(lineOf(line)))
  await batcher.close()
  await Promise.all(all)
  expect(written.join('')).toBe('a\nb\nc\n')
  await expect(batcher.add(lineOf('d'))).rejects.toMatchObject({ code: 'CON_STORE_OVERLOADED' })
})
