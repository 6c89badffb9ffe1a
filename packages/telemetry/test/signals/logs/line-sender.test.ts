import { expect, it } from 'vitest'
import { startLineSender } from '../../../src/signals/logs/line-sender.ts'

it('a rejected line takes no other with it, also while further lines are queued', async () => {
  const received: string[] = []
  const { accept, signal } = startLineSender(
    {
      destination: 'test',
      maxBatchLines: 1000,
      attemptTimeoutMillis: 10_000,
      async send(batch) {
        const text = batch.map(({ bytes }) => Buffer.from(bytes).toString()).join('')
        if (text.includes('invalid')) {
          later()
          return { kind: 'rejected', reason: 'HTTP 400', isolate: true }
        }
        received.push(...text.split('\n').slice(0, -1))
        return { kind: 'sent' }
      },
      close: () => undefined,
    },
    { maxEventBytes: 1024, intervalMillis: 1 },
    { first: 1, last: 2 },
  )
  const write = (names: readonly string[]) => {
    const lines = names.map((name) => `${name}\n`)
    accept(lines, lines.join(''))
  }
  const laterLines: string[] = []
  function later(): void {
    setImmediate(() => {
      const names = Array.from({ length: 8 }, (_, index) => `later ${laterLines.length + index}`)
      laterLines.push(...names)
      write(names)
    })
  }
  const first = Array.from({ length: 16 }, (_, index) => `first ${index}`)
  write(first.with(5, 'invalid'))
  await signal.flush(AbortSignal.timeout(20_000))
  await signal.flush(AbortSignal.timeout(20_000))
  expect(received.toSorted()).toEqual(
    [...first.filter((name) => name !== 'first 5'), ...laterLines].toSorted(),
  )
  expect(signal.ledger()).toMatchObject({ queued: 0, dropped: { rejected: 1 } })
})
