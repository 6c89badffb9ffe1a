import type { ResourceMetrics } from '@opentelemetry/sdk-metrics'
import type { LedgerSnapshot } from '../../delivery/ledger.ts'
import type { Exemplar } from './exemplars.ts'

/** Returns and clears the exemplars of an instrument. */
export type TakeExemplars = (scope: string, instrument: string) => readonly Exemplar[]

/** Receives each collection of the reader. */
export interface MetricsSink {
  readonly destination: string
  write(collection: ResourceMetrics, takeExemplars: TakeExemplars): void | Promise<void>
  ledger(): LedgerSnapshot
  flush(deadline: AbortSignal): Promise<void>
  shutdown(deadline: AbortSignal): Promise<void>
}
