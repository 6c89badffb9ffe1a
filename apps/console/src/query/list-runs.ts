import type { RunReader, RunRow } from '../model/run-reader.ts'
import { type RequestedRange, timeRange } from './time-range.ts'

export interface RunSearch extends RequestedRange {
  readonly service?: string
  /** The `service.instance.id` of one. */
  readonly run?: string
  readonly limit?: number
}

const defaultLimit = 50

/** Runs with data in the time range, newest first. */
export function listRuns(
  reader: RunReader,
  { service, run, limit = defaultLimit, ...range }: RunSearch,
  nowMillis = Date.now(),
): Promise<RunRow[]> {
  return reader.listRuns({
    range: timeRange(range, nowMillis),
    ...(service !== undefined && { service }),
    ...(run !== undefined && { instanceId: run }),
    limit,
  })
}
