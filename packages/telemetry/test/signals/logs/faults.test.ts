import { describe, expect, test, vi } from 'vitest'
import type { LedgerSnapshot } from '../../../src/delivery/ledger.ts'
import { passingFaults, startCloudWatchService } from './cloudwatch-service.ts'
import { startTestLogs } from './start-test-logs.ts'

const slowPoll = { timeout: 30_000, interval: 20 }

async function start() {
  const cloudWatch = await startCloudWatchService()
  const { logger, signal } = startTestLogs(cloudWatch.url, { attemptTimeoutMillis: 750 })
  return {
    ...{ cloudWatch, logger, signal },
    received: () => new Set(cloudWatch.messages().map((line) => JSON.parse(line).msg)),
    [Symbol.asyncDispose]: async () => {
      await signal.shutdown(AbortSignal.timeout(0))
      await cloudWatch.close()
    },
  }
}

// The tests wait most of the time, for timeouts and retries.
describe.concurrent.each(passingFaults)('with CloudWatch failing by: %s', (fault) => {
  const texts = (count: number, name: string) =>
    Array.from({ length: count }, (_, i) => `${name} ${i}`)
  const failing = (ledger: LedgerSnapshot) =>
    fault === 'slow'
      ? expect(ledger.accepted).toBeGreaterThan(0)
      : expect(ledger.outage?.reason).toBeTruthy()

  test('an outage loses no line and is shown in the ledger', async () => {
    await using started = await start()
    const { logger, signal, cloudWatch, received } = started
    await cloudWatch.fail(fault)
    for (const text of texts(50, 'start')) logger.info(text)
    await vi.waitFor(() => failing(signal.ledger()), slowPoll)
    expect(signal.ledger()).toMatchObject({ accepted: 50, dropped: {} })
    await cloudWatch.heal()
    await signal.flush(AbortSignal.timeout(30_000))
    expect(received()).toEqual(new Set(texts(50, 'start')))

    await cloudWatch.fail(fault)
    for (const text of texts(50, 'steady')) logger.info(text)
    await vi.waitFor(() => failing(signal.ledger()), slowPoll)
    await cloudWatch.heal()
    await signal.flush(AbortSignal.timeout(30_000))
    expect(received()).toEqual(new Set([...texts(50, 'start'), ...texts(50, 'steady')]))
    expect(signal.ledger()).toEqual({ accepted: 100, sent: 100, queued: 0, dropped: {} })
  })

  test('a failing shutdown ends at the deadline and counts every line', async () => {
    await using started = await start()
    const { logger, signal, cloudWatch, received } = started
    await cloudWatch.fail(fault)
    for (const text of texts(50, 'end')) logger.info(text)
    const startMillis = performance.now()
    await signal.shutdown(AbortSignal.timeout(400))
    expect(performance.now() - startMillis).toBeLessThan(5000)
    const { accepted, sent, queued, dropped } = signal.ledger()
    expect({ accepted, queued }).toEqual({ accepted: 50, queued: 0 })
    expect(sent + (dropped.shutdown ?? 0)).toBe(50)
    if (fault !== 'slow') expect(received().size).toBe(0)
  })
})

test('twelve thousand lines queued during an outage arrive exactly once', async () => {
  await using started = await start()
  const { logger, signal, cloudWatch } = started
  await cloudWatch.fail('throttles')
  for (let line = 0; line < 12_000; line += 1) logger.info({ line, pad: 'x'.repeat(300) }, 'queued')
  await vi.waitFor(() => expect(signal.ledger().outage?.attempts).toBeGreaterThan(1), slowPoll)
  expect(signal.ledger()).toMatchObject({ queued: 12_000, dropped: {} })
  await cloudWatch.heal()
  await signal.flush(AbortSignal.timeout(30_000))
  const lines = cloudWatch.messages().map((message) => JSON.parse(message).line)
  expect(lines).toEqual(Array.from({ length: 12_000 }, (_, line) => line))
})

test('the oldest lines are dropped and counted when the queue is full', async () => {
  await using started = await start()
  const { logger, signal, cloudWatch } = started
  await cloudWatch.fail('throttles')
  for (let line = 0; line < 50_300; line += 1) logger.info({ line }, '')
  const { accepted, queued, dropped } = signal.ledger()
  expect({ accepted, queued, dropped }).toEqual({
    accepted: 50_300,
    queued: 50_000,
    dropped: { queue_full: 300 },
  })
})

test('a rejected batch is dropped and counted, and the next batch is sent', async () => {
  await using started = await start()
  const { logger, signal, cloudWatch } = started
  logger.info('first')
  await signal.flush(AbortSignal.timeout(30_000))
  await cloudWatch.fail('calls the batch wrong')
  logger.info('wrong')
  await signal.flush(AbortSignal.timeout(30_000))
  expect(signal.ledger()).toMatchObject({
    accepted: 2,
    sent: 1,
    queued: 0,
    dropped: { rejected: 1 },
    outage: { reason: 'InvalidParameterException: No.' },
  })
  await cloudWatch.heal()
  logger.info('next')
  await signal.flush(AbortSignal.timeout(30_000))
  expect(signal.ledger()).toEqual({ accepted: 3, sent: 2, queued: 0, dropped: { rejected: 1 } })
})
