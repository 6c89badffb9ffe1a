import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  ErrorFilter,
  ErrorItemDetail,
  ErrorItemList,
  OccurrenceList,
} from '../../src/contract/errors.ts'
import { get } from './client.ts'
import { POLL_MILLIS } from './queries.ts'
import { toQuery } from './to-query.ts'

export const errorItemsQuery = (filter: ErrorFilter) =>
  infiniteQueryOptions({
    queryKey: ['errors', filter],
    queryFn: ({ pageParam, signal }) =>
      get<ErrorItemList>(`errors?${toQuery({ ...filter, cursor: pageParam })}`, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: POLL_MILLIS,
  })

export const errorItemQuery = (fingerprint: string, filter: ErrorFilter) =>
  queryOptions({
    queryKey: ['error', fingerprint, filter],
    queryFn: ({ signal }) =>
      get<ErrorItemDetail>(`errors/${encodeURIComponent(fingerprint)}?${toQuery(filter)}`, signal),
    refetchInterval: POLL_MILLIS,
  })

export const occurrencesQuery = (fingerprint: string, filter: ErrorFilter) =>
  infiniteQueryOptions({
    queryKey: ['occurrences', fingerprint, filter],
    queryFn: ({ pageParam, signal }) =>
      get<OccurrenceList>(
        `errors/${encodeURIComponent(fingerprint)}/occurrences?${toQuery({ ...filter, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    // An occurrence may be half a megabyte.
    refetchInterval: 5 * POLL_MILLIS,
  })
