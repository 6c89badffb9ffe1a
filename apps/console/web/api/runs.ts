import { queryOptions } from '@tanstack/react-query'
import type { RunList, RunSearch } from '../../src/contract/runs.ts'
import { getWithQuery } from './client.ts'

const REFRESH_MILLIS = 10_000

export const runsQuery = (search: RunSearch) =>
  queryOptions({
    queryKey: ['runs', search],
    queryFn: ({ signal }) => getWithQuery<RunList>('runs', search, signal),
    refetchInterval: REFRESH_MILLIS,
    retry: false,
  })
