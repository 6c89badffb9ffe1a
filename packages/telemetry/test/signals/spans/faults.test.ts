import { afterEach, describe, expect, it } from 'vitest'
import type { LedgerSnapshot } from '../../../src/delivery/ledger.ts'
import { faults } from '../../support/fault-server.ts'
import { type OtlpReceiver, startOtlpReceiver } from '../../support/otlp-receiver.ts'
import { startTestSpans } from './start-test-spans.ts'

let otlp: OtlpReceiver
afterEach(() => otlp.close())

const slowPoll = { timeout: 20_000, interval: 10 }

async function start() {
  otlp = await startOtlpReceiver()
  return startTestSpans({
    OTEL_EXPORTER_OTLP_ENDPOINT: otlp.url,
    OTEL_EXPORTER_OTLP_TIMEOUT: '500',
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '10',
  })
}

const lost = ({ dropped }: LedgerSnapshot) =>
  Object.values(dropped).reduce((total, count) => total + count, 0)

describe.each(faults)('a backend that fails with: %s', (fault) => {
  it('at the start: delivers everything after the backend recovers', async () => {
    const { signal, emit } = await start()
    await otlp.fail(fault)
    for (let count = 0; count < 25; count += 1) emit()
    if (fault === 'slow') await signal.flush(AbortSignal.timeout(50))
    else await expect.poll(() => signal.ledger().outage, slowPoll).toBeDefined()
    await otlp.heal()
    await signal.flush(AbortSignal.timeout(20_000))
    expect(signal.ledger()).toEqual({ accepted: 25, sent: 25, queued: 0, dropped: {} })
    expect(otlp.spans()).toHaveLength(25)
    await signal.shutdown(AbortSignal.timeout(20_000))
  })

  it('in between: resumes delivery by itself', async () => {
    const { signal, emit } = await start()
    for (let count = 0; count < 5; count += 1) emit()
    await signal.flush(AbortSignal.timeout(20_000))
    await otlp.fail(fault)
    for (let count = 0; count < 20; count += 1) emit()
    if (fault !== 'slow') {
      await expect.poll(() => signal.ledger().outage, slowPoll).toBeDefined()
    }
    await otlp.heal()
    await expect.poll(() => signal.ledger().queued, slowPoll).toBe(0)
    expect(signal.ledger()).toEqual({ accepted: 25, sent: 25, queued: 0, dropped: {} })
    expect(otlp.spans()).toHaveLength(25)
    await signal.shutdown(AbortSignal.timeout(20_000))
  })

  it('at the shutdown: ends in time, and received plus dropped equals accepted', async () => {
    const { signal, emit } = await start()
    for (let count = 0; count < 5; count += 1) emit()
    await signal.flush(AbortSignal.timeout(20_000))
    await otlp.fail(fault)
    for (let count = 0; count < 20; count += 1) emit()
    const started = performance.now()
    await signal.shutdown(AbortSignal.timeout(250))
    expect(performance.now() - started).toBeLessThan(5000)
    const ledger = signal.ledger()
    expect(ledger).toMatchObject({ accepted: 25, queued: 0 })
    expect(ledger.sent + lost(ledger)).toBe(25)
    if (fault !== 'slow') expect(otlp.spans().length + lost(ledger)).toBe(25)
  })
})

describe('a backend whose host name cannot be resolved', () => {
  it('is an outage with that reason', async () => {
    otlp = await startOtlpReceiver()
    const { signal, emit } = startTestSpans({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://no-such-host.invalid:4318',
    })
    emit()
    await expect.poll(() => signal.ledger().outage?.reason, slowPoll).toMatch(/ENOTFOUND|EAI_AGAIN/)
    await signal.shutdown(AbortSignal.abort())
    expect(signal.ledger()).toMatchObject({ accepted: 1, queued: 0, dropped: { shutdown: 1 } })
  })
})
