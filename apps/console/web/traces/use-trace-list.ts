import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { TraceSearch, TraceSummary } from '../../src/api/contract.ts'
import { searchTraces } from '../api/client.ts'
import { POLL_MILLIS } from '../api/queries.ts'

/**
 * The traces of a search, newest first, page by page. New traces are added only when `showNew` is
 * called, so that no row moves under the pointer.
 */
export function useTraceList(search: TraceSearch, live: boolean) {
  const client = useQueryClient()
  const shownKey = ['traces', search, 'shown']
  const shown = useInfiniteQuery({
    queryKey: shownKey,
    queryFn: ({ pageParam, signal }) =>
      searchTraces(pageParam === '' ? search : { ...search, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const newest = useQuery({
    queryKey: ['traces', search, 'newest'],
    queryFn: ({ signal }) => searchTraces(search, signal),
    enabled: live && shown.isSuccess,
    refetchInterval: POLL_MILLIS,
  })

  const pages = shown.data?.pages ?? []
  const traces = mergeLatest(
    pages.flatMap((page) => page.traces),
    newest.data?.traces ?? [],
  )
  const known = new Set(traces.map(({ traceId }) => traceId))
  const newCount = newest.data?.traces.filter(({ traceId }) => !known.has(traceId)).length ?? 0
  const showNew = () => {
    if (newest.data !== undefined)
      client.setQueryData(shownKey, { pages: [newest.data], pageParams: [''] })
  }
  // An empty list shows the first traces at once.
  const first = shown.isSuccess && traces.length === 0 && newCount > 0
  useEffect(() => {
    if (first) showNew()
  })

  return {
    traces,
    newCount,
    showNew,
    error: shown.error ?? newest.error,
    isLoading: shown.isPending,
    hasMore: shown.hasNextPage,
    isLoadingMore: shown.isFetchingNextPage,
    loadMore: () => void shown.fetchNextPage(),
  }
}

/** A listed trace may have grown; pages may overlap. */
function mergeLatest(shown: readonly TraceSummary[], newest: readonly TraceSummary[]) {
  const latest = new Map(newest.map((trace) => [trace.traceId, trace]))
  const merged = new Map(shown.map((trace) => [trace.traceId, latest.get(trace.traceId) ?? trace]))
  return [...merged.values()]
}
