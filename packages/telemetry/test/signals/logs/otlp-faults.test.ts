import { describe, expect, test, vi } from 'vitest'
import { faults } from '../../support/fault-server.ts'
import { startLogsReceiver } from '../../support/logs-receiver.ts'
import { otlpTo, startTestLogs } from './start-test-logs.ts'

const patient = { timeout: 30_000, interval: 20 }
const soon = () => AbortSignal.timeout(30_000)

async function start() {
  const otlp = await startLogsReceiver()
  const { logger, signal } = startTestLogs(undefined, otlpTo(otlp.url, { timeoutMillis: 500 }))
  return {
    ...{ otlp, logger, signal, bodies: () => otlp.records().map(({ body }) => body) },
    [Symbol.asyncDispose]: async () => {
      await signal.shutdown(AbortSignal.timeout(0))
      await otlp.close()
    },
  }
}

// The tests wait most of the time, for timeouts and retries.
describe.concurrent.each(faults)('with an OTLP backend failing by: %s', (fault) => {
  test('an outage loses no line and is shown in the ledger', async () => {
    await using started = await start()
    const { otlp, logger, signal, bodies } = started
    await otlp.fail(fault)
    for (let line = 0; line < 50; line += 1) logger.info(`line ${line}`)
    if (fault !== 'slow') await vi.waitUntil(() => signal.ledger().outage?.reason, patient)
    await otlp.heal()
    await signal.flush(soon())
    expect(new Set(bodies()).size).toBe(50)
    expect(signal.ledger()).toEqual({ accepted: 50, sent: 50, queued: 0, dropped: {} })
  })

  test('a failing shutdown ends at the deadline and counts every line', async () => {
    await using started = await start()
    const { otlp, logger, signal, bodies } = started
    await otlp.fail(fault)
    for (let line = 0; line < 50; line += 1) logger.info(`line ${line}`)
    const startMillis = performance.now()
    await signal.shutdown(AbortSignal.timeout(250))
    expect(performance.now() - startMillis).toBeLessThan(5000)
    const { sent, queued, dropped } = signal.ledger()
    expect({ queued, sum: sent + (dropped.shutdown ?? 0) }).toEqual({ queued: 0, sum: 50 })
    if (fault !== 'slow') expect(bodies()).toEqual([])
  })
})

test('lines queued during an outage arrive exactly once and in order', async () => {
  await using started = await start()
  const { otlp, logger, signal } = started
  await otlp.fail('503')
  for (let line = 0; line < 5000; line += 1) logger.info({ line, pad: 'x'.repeat(300) }, 'queued')
  await vi.waitUntil(() => (signal.ledger().outage?.attempts ?? 0) > 1, patient)
  expect(signal.ledger()).toMatchObject({ queued: 5000, dropped: {} })
  await otlp.heal()
  await signal.flush(soon())
  const lines = otlp.records().map(({ attributes }) => attributes.line)
  expect(lines).toEqual(Array.from({ length: 5000 }, (_, line) => line))
  expect(otlp.received.length).toBeGreaterThan(4)
})

test('the oldest lines are dropped and counted when the queue is full', async () => {
  await using started = await start()
  const { otlp, logger, signal } = started
  await otlp.fail('503')
  for (let line = 0; line < 50_300; line += 1) logger.info({ line }, '')
  const { accepted, queued, dropped } = signal.ledger()
  expect({ accepted, queued, dropped }).toEqual({
    accepted: 50_300,
    queued: 50_000,
    dropped: { queue_full: 300 },
  })
})

test.each([400, 413, 500])(
  'a line that a backend rejects with %i is dropped; the other lines arrive',
  async (status) => {
    const picky = await startLogsReceiver(0, ({ body }) => (body.includes('poison') ? status : 200))
    const { logger, signal } = startTestLogs(undefined, otlpTo(picky.url))
    for (let line = 0; line < 61; line += 1) logger.info(line === 30 ? 'poison' : `${line}`)
    await signal.flush(soon())
    const reason = status === 413 ? 'too_large' : 'rejected'
    expect(signal.ledger()).toEqual({ accepted: 61, sent: 60, queued: 0, dropped: { [reason]: 1 } })
    const arrived = new Set(picky.records().map(({ body }) => body))
    arrived.delete('poison')
    expect(arrived.size).toBe(60)
    await signal.shutdown(soon())
    await picky.close()
  },
)
