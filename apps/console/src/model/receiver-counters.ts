/** Counters of a receiver since its start; each received record ends in exactly one of the other counters. */
export interface ReceiverCounters {
  /** Records that arrived. */
  readonly received: number
  /** Stored. */
  readonly stored: number
  /** Refused as invalid. */
  readonly rejected: number
  /** Dropped or refused because of overload. */
  readonly dropped: number
  /** Rejected records by reason. */
  readonly reasons: Readonly<Record<string, number>>
}
