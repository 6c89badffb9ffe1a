import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { LogSearch } from '../../src/contract/logs.ts'
import { client } from './client.ts'

export const logGroupsQuery = queryOptions({
  queryKey: ['log-groups'],
  queryFn: ({ signal }) => client.listLogGroups({ signal }),
  staleTime: 10_000,
})

export const logLinesQuery = (search: LogSearch) =>
  infiniteQueryOptions({
    queryKey: ['logs', search],
    queryFn: ({ pageParam, signal }) =>
      client.searchLogs({ ...search, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    // The tail delivers later lines.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
