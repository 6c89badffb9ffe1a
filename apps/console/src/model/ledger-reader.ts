/** The delivery counters of one signal of a service: `accepted = sent + queued + dropped`. */
export interface SignalCounters {
  readonly destination: string
  readonly accepted: number
  readonly sent: number
  readonly queued: number
  /** By reason. */
  readonly dropped: Readonly<Record<string, number>>
  /** There while its backend fails. */
  readonly outage?: { readonly since: string; readonly reason: string; readonly attempts: number }
}

export const signalNames = ['spans', 'segments', 'logs', 'errorReports', 'metrics'] as const
export type SignalName = (typeof signalNames)[number]

/** The ledger of one start of a service. */
export interface Ledger {
  readonly instanceId: string
  readonly startUnixNano: string
  readonly signals: Readonly<Partial<Record<SignalName, SignalCounters>>>
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
