import { expect, test } from 'vitest'
import { shareQueries } from '../../src/store/engine/share-queries.ts'

/** A connection whose queries end when they are released. */
function openConnection() {
  const released: (() => void)[] = []
  return {
    query: async (text: string) => {
      await new Promise<void>((resolve) => released.push(resolve))
      return text
    },
    released,
  }
}

test('runs a query on the connection with the fewest', async () => {
  const [first, second] = [openConnection(), openConnection()]
  const query = shareQueries([first, second])
  const results = [query('a'), query('b'), query('c')]
  expect([first.released.length, second.released.length]).toEqual([2, 1])
  second.released[0]?.()
  expect(await results[1]).toBe('b')
  const last = query('d')
  expect(second.released).toHaveLength(2)
  for (const release of [...first.released, ...second.released]) release()
  expect(await Promise.all([...results, last])).toEqual(['a', 'b', 'c', 'd'])
})

test('a query that fails occupies its connection no longer', async () => {
  const fails = { query: () => Promise.reject(new Error('no such table')) }
  const works = openConnection()
  const query = shareQueries<string, string>([fails, works])
  await expect(query('a')).rejects.toThrow('no such table')
  await expect(query('b')).rejects.toThrow('no such table')
  expect(works.released).toHaveLength(0)
})
