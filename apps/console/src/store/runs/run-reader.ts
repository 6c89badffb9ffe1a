import type { Run } from '../../contract/runs.ts'
import type { RunReader } from '../../model/run-reader.ts'
import type { RunQuery } from '../run-query.ts'

/** Reads starts of services from `console_runs` and `console_run_signals`. */
export function createRunReader(runQuery: RunQuery): RunReader {
  return {
    listRuns: ({ range, service = '', instanceId = '', limit }) =>
      runQuery<Run>('runs/list-runs', { range, parameters: { service, instanceId, limit } }),
  }
}
