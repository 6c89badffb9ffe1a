/** What one receiver counted since it started; each thing received ends in exactly one of the other counts. */
export interface ReceiverCounters {
  /** Documents, events or items that arrived. */
  readonly received: number
  /** Kept by the store. */
  readonly stored: number
  /** Refused because they break their protocol's rules. */
  readonly rejected: number
  /** Lost or sent away because too much waited already. */
  readonly dropped: number
}
