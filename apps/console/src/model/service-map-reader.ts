import type { ServiceCall, SignalRows } from '../contract/service-map.ts'
import type { SignalName } from './ledger-reader.ts'
import type { TimeRange } from './telemetry-reader.ts'

/** Number of records of each signal that name a service. */
export interface SignalCounts extends SignalRows {
  readonly service: string
}

/** Number of stored records of each signal of one service, in the units of the service's own ledger. */
export type StoredCounts = Readonly<Record<SignalName, number>>

export interface CallQuery {
  readonly range: TimeRange
  readonly limit: number
  /** A call without its callee is left out until then: the callee's span may still arrive. */
  readonly settledBeforeNano: bigint
  /** Services by `host:port`. */
  readonly hosts: ReadonlyMap<string, string>
}

/** Reads the counts of each service, and the calls between services. */
export interface ServiceMapReader {
  countSignals(range: TimeRange): Promise<SignalCounts[]>
  countStored(service: string, range: TimeRange): Promise<StoredCounts>
  listCalls(query: CallQuery): Promise<ServiceCall[]>
}
