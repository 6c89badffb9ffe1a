import type { LedgerSnapshot } from '../delivery/ledger.ts'

export const signalNames = ['spans', 'segments', 'logs', 'errorReports'] as const
export type SignalName = (typeof signalNames)[number]

/**
 * One of the four outgoing streams. Every room under `signals/` hands one out, and
 * `test/signals/signal-contract.ts` holds each to it.
 */
export interface Signal {
  readonly name: SignalName
  /** Where it goes, as shown at start and in the ledger; never holds a credential. */
  readonly destination: string
  ledger(): LedgerSnapshot
  /**
   * Resolves once everything accepted before the call is sent or dropped, at the latest when
   * `deadline` aborts. Never rejects.
   */
  flush(deadline: AbortSignal): Promise<void>
  /** Flushes, then closes for good; what is left when `deadline` aborts is dropped as `shutdown`. Never rejects. */
  shutdown(deadline: AbortSignal): Promise<void>
}
