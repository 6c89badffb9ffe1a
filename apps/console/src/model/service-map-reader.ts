import type { SignalName } from './ledger-reader.ts'
import type { TimeRange } from './telemetry-reader.ts'

/** How much of each signal names a service. */
export interface SignalCounts {
  readonly service: string
  readonly spans: number
  readonly segments: number
  readonly logs: number
  readonly errors: number
}

/** Calls of a service to another, or to something that sends no spans: a database, a foreign host. */
export interface CallFigures {
  readonly caller: string
  readonly callee: string
  readonly isService: boolean
  readonly count: number
  readonly errorCount: number
  /** Of the called side where it sends spans, else of the caller; nanoseconds. */
  readonly p50Nano: string
  readonly p95Nano: string
}

/** How much of each signal of one service is kept, in the units of the service's own ledger. */
export type KeptCounts = Readonly<Record<SignalName, number>>

/** Reads who sends what, and who calls whom. */
export interface ServiceMapReader {
  countSignals(range: TimeRange): Promise<SignalCounts[]>
  countKept(service: string, range: TimeRange): Promise<KeptCounts>
  listCalls(range: TimeRange, limit: number): Promise<CallFigures[]>
}
