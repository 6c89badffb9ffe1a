/** Reason why accepted telemetry was not delivered. */
export type DropReason =
  /** The queue was full; the oldest entries were dropped. */
  | 'queue_full'
  /** The backend refused it permanently. */
  | 'rejected'
  /** Larger than the backend's limit, even after truncation. */
  | 'too_large'
  /** Could not be encoded or redacted. */
  | 'invalid'
  /** Outside the time window that the backend accepts. */
  | 'out_of_window'
  /** Over the limit of error reports per minute. */
  | 'rate_limit'
  /** Not sent before the shutdown deadline. */
  | 'shutdown'

/** A backend that fails since a point in time. */
export interface Outage {
  /** ISO 8601. */
  readonly since: string
  /** The last error of the backend or the network. */
  readonly reason: string
  /** Failed attempts since then. */
  readonly attempts: number
}

/** At any moment `accepted === sent + queued + the sum of dropped`. */
export interface LedgerSnapshot {
  /** Records accepted since the start. */
  readonly accepted: number
  /** Records that the backend accepted. */
  readonly sent: number
  /** Accepted, and neither sent nor dropped yet. */
  readonly queued: number
  /** Records that were not delivered, by reason. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>
  /** Set while the backend fails. */
  readonly outage?: Outage
}

/** The delivery counters of one signal. */
export interface Ledger {
  accept(count: number): void
  drop(reason: DropReason, count: number): void
  /** Counts a batch that the backend accepted, except `rejected`. */
  settle(count: number, rejected?: Readonly<Partial<Record<DropReason, number>>>): void
  /** Counts a failed attempt: starts an outage or continues the current one. */
  fail(reason: string): void
  /** Ends the current outage. */
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
    drop,
    settle: (count, rejected = {}) => {
      let left = count
      for (const [reason, some] of Object.entries(rejected)) {
        // A backend cannot reject more than it received.
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
