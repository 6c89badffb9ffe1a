import type { Run } from '../contract/runs.ts'
import type { TimeRange } from './telemetry-reader.ts'

export interface RunQuery {
  readonly range: TimeRange
  readonly service?: string
  readonly instanceId?: string
  readonly limit: number
}

export interface RunReader {
  /** Runs that were alive in the range, the one that started last first. */
  listRuns(query: RunQuery): Promise<Run[]>
}
