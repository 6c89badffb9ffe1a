import { queryOptions } from '@tanstack/react-query'
import type { RunSearch } from '../../src/contract/runs.ts'
import { client } from './client.ts'

const REFRESH_MILLIS = 10_000

export const runsQuery = (search: RunSearch) =>
  queryOptions({
    queryKey: ['runs', search],
    queryFn: ({ signal }) => client.listRuns(search, { signal }),
    refetchInterval: REFRESH_MILLIS,
    retry: false,
  })
