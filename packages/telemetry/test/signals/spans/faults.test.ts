import { describe, expect, it, vi } from 'vitest'
import type { LedgerSnapshot } from '../../../src/delivery/ledger.ts'
import { faults } from '../../support/fault-server.ts'
import { startOtlpReceiver } from '../../support/otlp-receiver.ts'
import { startTestSpans } from './start-test-spans.ts'

const slowPoll = { timeout: 20_000, interval: 10 }

async function start() {
  const otlp = await startOtlpReceiver()
  const { signal, emit } = startTestSpans({
    OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
    OTEL_EXPORTER_OTLP_TIMEOUT: '500',
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '10',
  })
  return { otlp, signal, emit, [Symbol.asyncDispose]: () => otlp.close() }
}

const lost = ({ dropped }: LedgerSnapshot) =>
  Object.values(dropped).reduce((total, count) => total + count, 0)

// The tests wait most of the time, for timeouts and retries.
describe.concurrent.each(faults)('a backend that fails with: %s', (fault) => {
  it('at the start: delivers everything after the backend recovers', async () => {
    await using started = await start()
    const { otlp, signal, emit } = started
    await otlp.fail(fault)
    for (let count = 0; count < 25; count += 1) emit()
    if (fault === 'slow') await signal.flush(AbortSignal.timeout(50))
    else await vi.waitFor(() => expect(signal.ledger().outage).toBeDefined(), slowPoll)
    await otlp.heal()
    await signal.flush(AbortSignal.timeout(20_000))
    expect(signal.ledger()).toEqual({ accepted: 25, sent: 25, queued: 0, dropped: {} })
    expect(otlp.spans()).toHaveLength(25)
    await signal.shutdown(AbortSignal.timeout(20_000))
  })

  it('in between: resumes delivery by itself', async () => {
    await using started = await start()
    const { otlp, signal, emit } = started
    for (let count = 0; count < 5; count += 1) emit()
    await signal.flush(AbortSignal.timeout(20_000))
    await otlp.fail(fault)
    for (let count = 0; count < 20; count += 1) emit()
    if (fault !== 'slow') {
      await vi.waitFor(() => expect(signal.ledger().outage).toBeDefined(), slowPoll)
    }
    await otlp.heal()
    await vi.waitFor(() => expect(signal.ledger().queued).toBe(0), slowPoll)
    expect(signal.ledger()).toEqual({ accepted: 25, sent: 25, queued: 0, dropped: {} })
    expect(otlp.spans()).toHaveLength(25)
    await signal.shutdown(AbortSignal.timeout(20_000))
  })

  it('at the shutdown: ends in time, and received plus dropped equals accepted', async () => {
    await using started = await start()
    const { otlp, signal, emit } = started
    for (let count = 0; count < 5; count += 1) emit()
    await signal.flush(AbortSignal.timeout(20_000))
    await otlp.fail(fault)
    for (let count = 0; count < 20; count += 1) emit()
    const startMillis = performance.now()
    await signal.shutdown(AbortSignal.timeout(250))
    expect(performance.now() - startMillis).toBeLessThan(5000)
    const ledger = signal.ledger()
    expect(ledger).toMatchObject({ accepted: 25, queued: 0 })
    expect(ledger.sent + lost(ledger)).toBe(25)
    if (fault !== 'slow') expect(otlp.spans().length + lost(ledger)).toBe(25)
  })
})

describe('a backend whose host name cannot be resolved', () => {
  it('is an outage with that reason', async () => {
    const { signal, emit } = startTestSpans({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://no-such-host.invalid:4318',
    })
    emit()
    await expect.poll(() => signal.ledger().outage?.reason, slowPoll).toMatch(/ENOTFOUND|EAI_AGAIN/)
    await signal.shutdown(AbortSignal.abort())
    expect(signal.ledger()).toMatchObject({ accepted: 1, queued: 0, dropped: { shutdown: 1 } })
  })
})
