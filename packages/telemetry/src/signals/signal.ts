import type { SignalName } from '../config/queue-bounds.ts'
import type { LedgerSnapshot } from '../delivery/ledger.ts'

export type { SignalName } from '../config/queue-bounds.ts'

/**
 * One of the outgoing streams. Each module under `signals/` exports one; `test/signals/signal-contract.ts`
 * tests all of them.
 */
export interface Signal {
  readonly name: SignalName
  /** Its destination, as shown at start and in the ledger; contains no credentials. */
  readonly destination: string
  ledger(): LedgerSnapshot
  /**
   * Resolves once everything accepted before the call is sent or dropped, at the latest when
   * `deadline` aborts. Never rejects.
   */
  flush(deadline: AbortSignal): Promise<void>
  /** Flushes, then closes; entries left when `deadline` aborts are dropped as `shutdown`. Never rejects. */
  shutdown(deadline: AbortSignal): Promise<void>
}
