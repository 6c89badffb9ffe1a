import type { SignalName } from './ledger-reader.ts'
import type { TimeRange } from './telemetry-reader.ts'

/** Number of records of each signal that name a service. */
export interface SignalCounts {
  readonly service: string
  readonly spans: number
  readonly segments: number
  readonly logs: number
  readonly errors: number
}

/** Calls of a service to another, or to something that sends no spans: a database, an external host. */
export interface CallFigures {
  readonly caller: string
  readonly callee: string
  readonly isService: boolean
  readonly count: number
  readonly errorCount: number
  /** Whether a span represents more than itself. */
  readonly estimated: boolean
  /** Of the called side where it sends spans, else of the caller; nanoseconds. */
  readonly p50Nano: string
  readonly p95Nano: string
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
  listCalls(query: CallQuery): Promise<CallFigures[]>
}
