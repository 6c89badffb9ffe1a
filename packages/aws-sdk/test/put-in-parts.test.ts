import { expect, test } from 'vitest'
import type { RejectedEvents } from '../src/index.ts'
import { create, failure, put, requests, responses, useService } from './service.ts'

useService()

const invalid = failure('InvalidParameterException')
const messagesOf = ({ body }: { readonly body: unknown }) =>
  (body as { logEvents: { message: string }[] }).logEvents.map(({ message }) => message)

test('one invalid event is isolated; the other events of its batch arrive', async () => {
  const rejected: RejectedEvents[] = []
  const logs = create({ onRejectedEvents: (events) => rejected.push(events) })
  // The batch, its first half, and in it the second event are rejected.
  responses.PutLogEvents = [invalid, invalid, [200, {}], invalid, [200, {}]]
  const { error } = await put(logs, ['a', 'invalid', 'c', 'd'])
  expect(error).toBeNull()
  expect(requests.map(messagesOf)).toEqual([
    ['a', 'invalid', 'c', 'd'],
    ['a', 'invalid'],
    ['a'],
    ['invalid'],
    ['c', 'd'],
  ])
  expect(rejected).toEqual([{ tooNew: 0, tooOld: 0, expired: 0, invalid: 1 }])
})

test('a batch whose parts are all rejected fails after a bounded number of requests', async () => {
  responses.PutLogEvents = Array.from({ length: 100 }, () => invalid)
  const { error } = await put(
    create(),
    Array.from({ length: 64 }, (_, at) => `line ${at}`),
  )
  expect(error?.code).toBe('InvalidParameterException')
  expect(requests.length).toBeLessThanOrEqual(25)
})

test('throttling while a batch is split fails the call, so that it is retried', async () => {
  responses.PutLogEvents = [invalid, [200, {}], failure('ThrottlingException')]
  const { error } = await put(create(), ['a', 'b'])
  expect(error?.code).toBe('ThrottlingException')
})
