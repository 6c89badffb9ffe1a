import type { LedgerSignal } from '../contract/ledgers.ts'
/** The delivery counters of one signal of a service. */
export type SignalCounters = Omit<LedgerSignal, 'stored'>
export type SignalName = LedgerSignal['name']

/** The ledger of one start of a service. */
export interface Ledger {
  readonly instanceId: string
  readonly startUnixNano: string
  readonly signals: readonly SignalCounters[]
}

export type LedgerResult =
  | { readonly state: 'reachable'; readonly ledger: Ledger }
  | { readonly state: 'unreachable'; readonly reason: string }

/** Fetches the ledgers of services. */
export interface LedgerReader {
  /** Services whose address is known, by name. */
  readonly addresses: ReadonlyMap<string, string>
  /** Never rejects: `unreachable` has the reason of a failure. */
  read(service: string): Promise<LedgerResult>
}
