import { expect, test } from 'vitest'
import { rememberRequests } from '../../../src/receivers/otlp/recent-requests.ts'

const body = (text: string) => Buffer.from(text)

test('handles equal bodies once, also while the first is in flight', async () => {
  const recent = rememberRequests<number>()
  let taken = 0
  const take = async () => ++taken
  const answers = [recent.once(body('a'), take), recent.once(body('a'), take)]
  expect(await Promise.all(answers)).toEqual([1, 1])
  expect(await recent.once(body('b'), take)).toBe(2)
  expect(await recent.once(body('a'), take)).toBe(1)
})

test('handles a body again after a failure and after forget()', async () => {
  const recent = rememberRequests<string>()
  await expect(
    recent.once(body('a'), () => Promise.reject(new Error('the store is full'))),
  ).rejects.toThrow('the store is full')
  expect(await recent.once(body('a'), async () => 'kept')).toBe('kept')
  recent.forget()
  expect(await recent.once(body('a'), async () => 'kept again')).toBe('kept again')
})
