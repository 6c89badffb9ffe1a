import type { TimeRange } from './telemetry-reader.ts'

/** One start of a service, identified by its `service.instance.id`; a text is '' when it is unknown. */
export interface RunRow {
  readonly service: string
  readonly instanceId: string
  readonly version: string
  readonly environment: string
  readonly host: string
  readonly pid: string
  readonly firstSeenUnixNano: string
  readonly lastSeenUnixNano: string
  readonly spanCount: number
  /** Finished segments and subsegments. */
  readonly segmentCount: number
  readonly logCount: number
  readonly itemCount: number
  /** Spans of kind server or consumer, and those in error; weighted by their sample rate. */
  readonly requestCount: number
  readonly errorCount: number
}

export interface RunQuery {
  readonly range: TimeRange
  readonly service?: string
  readonly instanceId?: string
  readonly limit: number
}

export interface RunReader {
  /** Runs that were alive in the range, the one that started last first. */
  listRuns(query: RunQuery): Promise<RunRow[]>
}
