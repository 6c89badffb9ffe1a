import type { RunList, RunSearch } from '../contract/runs.ts'
import type { RunReader } from '../model/run-reader.ts'
import { timeRange } from './time-range.ts'

const defaultLimit = 50

/** Runs with data in the time range, newest first. */
export async function listRuns(
  reader: RunReader,
  { service, run, limit = defaultLimit, ...range }: RunSearch,
  nowMillis = Date.now(),
): Promise<RunList> {
  const runs = await reader.listRuns({
    range: timeRange(range, nowMillis),
    ...(service !== undefined && { service }),
    ...(run !== undefined && { instanceId: run }),
    limit,
  })
  return { runs }
}
