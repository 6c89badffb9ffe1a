import { expect, test } from 'vitest'
import { shareQueries } from '../../src/store/engine/share-queries.ts'

interface Query {
  readonly text: string
  readonly abort_signal?: AbortSignal
}

/** A connection whose queries end when they are released. */
function openConnection() {
  const started: string[] = []
  const released: (() => void)[] = []
  return {
    query: async ({ text }: Query) => {
      started.push(text)
      await new Promise<void>((resolve) => released.push(resolve))
      return text
    },
    ...{ started, released },
  }
}

test('each connection runs one query at a time, others wait in order', async () => {
  const [first, second] = [openConnection(), openConnection()]
  const query = shareQueries<Query, string>([first, second])
  const results = ['a', 'b', 'c', 'd'].map((text) => query({ text }))
  expect([first.started, second.started]).toEqual([['a'], ['b']])
  second.released[0]?.()
  expect(await results[1]).toBe('b')
  expect([first.started, second.started]).toEqual([['a'], ['b', 'c']])
  first.released[0]?.()
  expect(await results[0]).toBe('a')
  expect(first.started).toEqual(['a', 'd'])
  for (const release of [...first.released, ...second.released]) release()
  expect(await Promise.all(results)).toEqual(['a', 'b', 'c', 'd'])
})

test('a query that fails occupies its connection no longer', async () => {
  const query = shareQueries<Query, string>([
    { query: ({ text }) => Promise.reject(new Error(`no table ${text}`)) },
  ])
  const failed = [query({ text: 'a' }), query({ text: 'b' })]
  await expect(failed[0]).rejects.toThrow('no table a')
  await expect(failed[1]).rejects.toThrow('no table b')
})

test('an aborted query never starts, or occupies its connection until it has ended', async () => {
  const connection = openConnection()
  const query = shareQueries<Query, string>([connection])
  const gone = new AbortController()
  const aborted = ['a', 'b'].map((text) => query({ text, abort_signal: gone.signal }))
  const other = query({ text: 'c' })
  gone.abort(new Error('gone'))
  for (const one of aborted) await expect(one).rejects.toThrow('gone')
  await expect(query({ text: 'd', abort_signal: gone.signal })).rejects.toThrow('gone')
  expect(connection.started).toEqual(['a'])
  connection.released[0]?.()
  await expect.poll(() => connection.started).toEqual(['a', 'c'])
  connection.released[1]?.()
  expect(await other).toBe('c')
})
