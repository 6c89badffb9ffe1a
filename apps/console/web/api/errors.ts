import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { ErrorFilter } from '../../src/contract/errors.ts'
import { client } from './client.ts'
import { POLL_MILLIS } from './queries.ts'

export const errorItemsQuery = (filter: ErrorFilter) =>
  infiniteQueryOptions({
    queryKey: ['errors', filter],
    queryFn: ({ pageParam, signal }) =>
      client.listErrors({ ...filter, ...(pageParam && { cursor: pageParam }) }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: POLL_MILLIS,
  })

export const errorItemQuery = (fingerprint: string, filter: ErrorFilter) =>
  queryOptions({
    queryKey: ['error', fingerprint, filter],
    queryFn: ({ signal }) => client.getError(fingerprint, filter, { signal }),
    refetchInterval: POLL_MILLIS,
  })

export const occurrencesQuery = (fingerprint: string, filter: ErrorFilter) =>
  infiniteQueryOptions({
    queryKey: ['occurrences', fingerprint, filter],
    queryFn: ({ pageParam, signal }) =>
      client.listOccurrences(
        fingerprint,
        { ...filter, ...(pageParam && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    // An occurrence may be half a megabyte.
    refetchInterval: 5 * POLL_MILLIS,
  })
