import type { RunReader, RunRow } from '../../model/run-reader.ts'
import type { RunQuery } from '../run-query.ts'

/** Reads starts of services from `console_runs` and `console_run_signals`. */
export function createRunReader(runQuery: RunQuery): RunReader {
  return {
    listRuns: ({ range, service = '', instanceId = '', limit }) =>
      runQuery<RunRow>('runs/list-runs', { range, parameters: { service, instanceId, limit } }),
  }
}
