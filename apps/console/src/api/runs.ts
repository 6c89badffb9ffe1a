import { RunList, RunSearch } from '../contract/runs.ts'
import type { RunReader } from '../model/run-reader.ts'
import { listRuns } from '../query/list-runs.ts'
import { type ApiServer, problems } from './api-server.ts'

export interface RunReaders {
  readonly runs: RunReader
}

/** Starts of services under `/api/v1/runs`. */
export function registerRunRoute(app: ApiServer, { runs }: RunReaders): void {
  app.get(
    '/api/v1/runs',
    {
      schema: {
        summary: 'Runs (starts of services) with their requests and errors, newest first',
        querystring: RunSearch,
        response: { 200: RunList, ...problems },
      },
    },
    async ({ query }) => listRuns(runs, query),
  )
}
