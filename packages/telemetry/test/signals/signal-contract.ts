import { describe, expect, it } from 'vitest'
import type { LedgerSnapshot } from '../../src/delivery/ledger.ts'
import { type SignalName, signals } from '../../src/signals/registry.ts'
import type { Signal } from '../../src/signals/signal.ts'

/** One signal with a backend of its own, as the test of its module creates it. */
interface SignalUnderTest {
  readonly signal: Signal
  /** Makes the signal accept one more item. */
  emit(): void
  /** Number of different items that arrived at the backend. */
  received(): number
  /** From here on the backend takes nothing. */
  breakBackend(): Promise<void>
  stop(): Promise<void>
}

export interface SignalContract {
  readonly name: SignalName
  /** Longer than one item takes to a healthy backend. */
  start(): Promise<SignalUnderTest>
  /** UDP has no responses: a datagram counts as sent, with or without a listener. */
  readonly withoutResponses?: boolean
}

const soon = () => AbortSignal.timeout(20_000)

/** The behavior that all signals share. */
export function describeSignal({ name, start, withoutResponses = false }: SignalContract): void {
  describe(`the contract of a signal: ${name}`, () => {
    const using = async (work: (under: SignalUnderTest) => Promise<void>) => {
      const under = await start()
      try {
        await work(under)
      } finally {
        await under.stop()
      }
    }

    it('has a name and a destination', () =>
      using(async ({ signal }) => {
        expect(signal.name).toBe(name)
        expect(signals).toHaveProperty(signal.name)
        expect(signal.destination).toMatch(/127\.0\.0\.1|localhost/)
      }))

    it('has delivered everything when a flush is over, and counts it', () =>
      using(async ({ signal, emit, received }) => {
        for (let count = 0; count < 25; count += 1) emit()
        await signal.flush(soon())
        expect(signal.ledger()).toMatchObject({ accepted: 25, sent: 25, queued: 0, dropped: {} })
        await expect.poll(received, { timeout: 20_000 }).toBe(25)
      }))

    it('delivers records accepted before its shutdown, and drops later ones', () =>
      using(async ({ signal, emit, received }) => {
        emit()
        emit()
        await signal.shutdown(soon())
        emit()
        const { accepted, sent, queued } = signal.ledger()
        expect({ sent, queued }).toEqual({ sent: 2, queued: 0 })
        expect(accepted).toBe(sent + dropped(signal.ledger()))
        await expect.poll(received, { timeout: 20_000 }).toBe(2)
        await signal.shutdown(soon())
      }))

    it.skipIf(withoutResponses)('stops at the deadline and counts the dropped records', () =>
      using(async ({ signal, emit, breakBackend, received }) => {
        await breakBackend()
        for (let count = 0; count < 5; count += 1) emit()
        const start = performance.now()
        await signal.flush(AbortSignal.timeout(100))
        await signal.shutdown(AbortSignal.timeout(100))
        expect(performance.now() - start).toBeLessThan(5000)
        const ledger = signal.ledger()
        expect(ledger).toMatchObject({ accepted: 5, sent: 0, queued: 0 })
        expect(dropped(ledger)).toBe(5)
        expect(received()).toBe(0)
      }),
    )

    it.skipIf(withoutResponses)('reports the outage and its reason in the ledger', () =>
      using(async ({ signal, emit, breakBackend }) => {
        await breakBackend()
        emit()
        void signal.flush(soon())
        await expect.poll(() => signal.ledger().outage?.reason, { timeout: 20_000 }).toMatch(/\S/)
        await signal.shutdown(AbortSignal.abort())
      }),
    )

    it('never rejects, even with a deadline that is over', () =>
      using(async ({ signal, emit }) => {
        emit()
        await expect(signal.flush(AbortSignal.abort())).resolves.toBeUndefined()
        await expect(signal.shutdown(AbortSignal.abort())).resolves.toBeUndefined()
        const { accepted, sent, queued } = signal.ledger()
        expect(queued).toBe(0)
        expect(accepted).toBe(sent + dropped(signal.ledger()))
      }))
  })
}

function dropped(ledger: LedgerSnapshot): number {
  return Object.values(ledger.dropped).reduce((total, count) => total + count, 0)
}
