import { expect, it } from 'vitest'
import { createBatchSender } from '../../src/delivery/create-batch-sender.ts'

interface StartOptions {
  readonly isRejected: (item: string) => boolean
  readonly halve?: (item: string) => string[] | undefined
}

/** A backend that rejects each request with one of the given records; a record is a character. */
function start({ isRejected, halve }: StartOptions) {
  const requests: string[] = []
  const accepted: string[] = []
  const sender = createBatchSender({
    send: async (batch) => {
      const records = batch.map(({ bytes }) => String(bytes)).join('')
      requests.push(records)
      if ([...records].some(isRejected)) {
        return { kind: 'rejected', reason: 'HTTP 400', isolate: true }
      }
      accepted.push(...records)
      return { kind: 'sent' }
    },
    halve: ({ bytes }) =>
      halve?.(String(bytes))?.map((half) => ({ bytes: Buffer.from(half), count: half.length })),
    maxQueueItems: 10_000,
    maxQueueBytes: 10_000_000,
    maxBatchItems: 1000,
    maxBatchBytes: 100_000,
    intervalMillis: 60_000,
    attemptTimeoutMillis: 10_000,
    backoffMillis: { first: 1, last: 2 },
  })
  const flush = () => sender.flush(AbortSignal.timeout(20_000))
  const push = (records: string) => sender.push(records, records.length)
  return { ledger: sender.ledger, requests, accepted, push, flush }
}

it.each([0, 31, 60])(
  'drops one rejected record at position %i and delivers the others',
  async (at) => {
    const { push, flush, accepted, requests, ledger } = start({
      isRejected: (item) => item === 'X',
    })
    for (let index = 0; index < 61; index += 1) push(index === at ? 'X' : 'o')
    await flush()
    expect(accepted).toHaveLength(60)
    expect(requests.length).toBeLessThanOrEqual(13)
    expect(ledger()).toEqual({
      accepted: 61,
      sent: 60,
      queued: 0,
      dropped: { rejected: 1 },
    })
  },
)

it('splits an entry that holds several records', async () => {
  const { push, flush, accepted, ledger } = start({
    isRejected: (item) => item === 'X',
    halve: (item) => {
      const middle = Math.ceil(item.length / 2)
      return item.length < 2 ? undefined : [item.slice(0, middle), item.slice(middle)]
    },
  })
  push(`${'o'.repeat(300)}X${'o'.repeat(211)}`)
  await flush()
  expect(accepted).toHaveLength(511)
  expect(ledger()).toMatchObject({ sent: 511, dropped: { rejected: 1 } })
})

it('sends later records while a rejected batch is split', async () => {
  const { push, flush, accepted } = start({ isRejected: (item) => item === 'X' })
  for (const record of 'ooXo') push(record)
  const first = flush()
  push('p')
  await first
  await flush()
  expect(accepted.join('')).toBe('ooop')
})

it('bounds the requests when every record is rejected, and splits no further batch', async () => {
  const { push, flush, requests, ledger } = start({ isRejected: () => true })
  for (let index = 0; index < 512; index += 1) push('X')
  await flush()
  expect(requests.length).toBeLessThanOrEqual(25)
  const before = requests.length
  for (let index = 0; index < 512; index += 1) push('X')
  await flush()
  expect(requests.length).toBe(before + 1)
  expect(ledger()).toMatchObject({ queued: 0, dropped: { rejected: 1024 } })
})

it('splits again after the backend accepted a batch', async () => {
  let isRejected = (_: string) => true
  const { push, flush, accepted } = start({ isRejected: (item) => isRejected(item) })
  for (const record of 'XX') push(record)
  await flush()
  isRejected = (item) => item === 'X'
  push('o')
  await flush()
  for (const record of 'oXo') push(record)
  await flush()
  expect(accepted.join('')).toBe('ooo')
})
