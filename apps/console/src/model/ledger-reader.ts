/** What became of one signal of a service, in the service's own books: `accepted = sent + queued + dropped`. */
export interface SignalBooks {
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
  readonly signals: Readonly<Partial<Record<SignalName, SignalBooks>>>
}

export type LedgerResult =
  | { readonly state: 'reachable'; readonly ledger: Ledger }
  | { readonly state: 'unreachable'; readonly reason: string }

/** Asks services for their own ledgers. */
export interface LedgerReader {
  /** Services whose address is known, by name. */
  readonly addresses: ReadonlyMap<string, string>
  /** Never rejects; a service that does not answer says why. */
  read(service: string): Promise<LedgerResult>
}
