/** Why something accepted never arrived. */
export type DropReason =
  /** The queue was full; the oldest gave way. */
  | 'queue_full'
  /** The back end refused it for good. */
  | 'rejected'
  /** Larger than the back end takes, even trimmed. */
  | 'too_large'
  /** Outside the time window that the back end takes. */
  | 'out_of_window'
  /** Over the per-minute limit of reports. */
  | 'rate_limit'
  /** Still unsent when the shutdown deadline passed. */
  | 'shutdown'
  /** The transport failed in a way that retrying does not mend. */
  | 'transport'

export interface Outage {
  /** ISO 8601. */
  readonly since: string
  /** What the back end or the network last said. */
  readonly reason: string
  readonly attempts: number
}

/** At any moment `accepted === sent + queued + the sum of dropped`. */
export interface LedgerSnapshot {
  readonly accepted: number
  readonly sent: number
  /** Accepted, and neither sent nor dropped yet. */
  readonly queued: number
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>
  /** There while the back end fails. */
  readonly outage?: Outage
}

/** The books of one signal: what was taken on, what arrived, what was lost and why. */
export interface Ledger {
  accept(count: number): void
  send(count: number): void
  drop(reason: DropReason, count: number): void
  /** Closes the books on a batch that the back end took, all but `rejected`. */
  settle(count: number, rejected?: Readonly<Partial<Record<DropReason, number>>>): void
  /** A failed attempt: opens an outage or goes on with the open one. */
  fail(reason: string): void
  /** A successful attempt: ends the open outage. */
  recover(): void
  snapshot(): LedgerSnapshot
}

export function createLedger(now: () => number = Date.now): Ledger {
  let accepted = 0
  let sent = 0
  let droppedInAll = 0
  const dropped: Partial<Record<DropReason, number>> = {}
  let outage: Outage | undefined

  function drop(reason: DropReason, count: number): void {
    if (count === 0) return
    droppedInAll += count
    dropped[reason] = (dropped[reason] ?? 0) + count
  }

  return {
    accept: (count) => {
      accepted += count
    },
    send: (count) => {
      sent += count
    },
    drop,
    settle: (count, rejected = {}) => {
      let left = count
      for (const [reason, some] of Object.entries(rejected)) {
        // A back end may not reject more than it was given.
        const counted = Math.min(left, Math.max(0, some))
        drop(reason as DropReason, counted)
        left -= counted
      }
      sent += left
    },
    fail: (reason) => {
      outage = {
        since: outage?.since ?? new Date(now()).toISOString(),
        reason,
        attempts: (outage?.attempts ?? 0) + 1,
      }
    },
    recover: () => {
      outage = undefined
    },
    snapshot: () => ({
      accepted,
      sent,
      queued: accepted - sent - droppedInAll,
      dropped: { ...dropped },
      ...(outage && { outage }),
    }),
  }
}
