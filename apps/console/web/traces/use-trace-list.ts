import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { TraceSearch, TraceSummary } from '../../src/api/contract.ts'
import { searchTraces } from '../api/client.ts'
import { POLL_MILLIS } from '../api/queries.ts'

/**
 * The traces of a search, newest first, page after page. What arrives meanwhile waits until
 * `showNew` is called, so that no row moves under a person's pointer.
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
  // Nothing is shown, so nothing can move.
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

/** A trace that is shown may have grown since; two pages may both have it. */
function mergeLatest(shown: readonly TraceSummary[], newest: readonly TraceSummary[]) {
  const latest = new Map(newest.map((trace) => [trace.traceId, trace]))
  const merged = new Map(shown.map((trace) => [trace.traceId, latest.get(trace.traceId) ?? trace]))
  return [...merged.values()]
}
