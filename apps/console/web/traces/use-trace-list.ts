import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { TraceList, TraceSearch, TraceSummary } from '../../src/contract/traces.ts'
import { client } from '../api/client.ts'
import { POLL_MILLIS } from '../api/queries.ts'

/**
 * The traces of a search, newest first, page by page. New traces are added only when `showNew` is
 * called, so that no row moves under the pointer.
 */
export function useTraceList(search: TraceSearch, live: boolean) {
  const queries = useQueryClient()
  const shownKey = ['traces', search, 'shown']
  const shown = useInfiniteQuery({
    queryKey: shownKey,
    queryFn: ({ pageParam, signal }) =>
      client.searchTraces(pageParam === '' ? search : { ...search, cursor: pageParam }, { signal }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
  })
  const newest = useQuery({
    queryKey: ['traces', search, 'newest'],
    queryFn: ({ signal }) =>
      client.searchTraces(newerSearch(search, shown.data?.pages[0]), { signal }),
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
    // The first page only: the others are loaded again while scrolling.
    queries.setQueryData(shownKey, (data: typeof shown.data) => data && firstPage(data))
    void queries.invalidateQueries({ queryKey: shownKey })
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

/** Polls for traces newer than the first one; an empty list and a list by duration are reloaded. */
function newerSearch(search: TraceSearch, page: TraceList | undefined): TraceSearch {
  const isByTime = search.sort === undefined || search.sort === 'newest'
  if (!isByTime || page?.newestCursor === undefined) return search
  return { ...search, newerThan: page.newestCursor }
}

function firstPage<Data extends { readonly pages: unknown[]; readonly pageParams: unknown[] }>(
  data: Data,
): Data {
  return { ...data, pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) }
}

/** A listed trace may have grown; pages may overlap. */
function mergeLatest(shown: readonly TraceSummary[], newest: readonly TraceSummary[]) {
  const latest = new Map(newest.map((trace) => [trace.traceId, trace]))
  const merged = new Map(shown.map((trace) => [trace.traceId, latest.get(trace.traceId) ?? trace]))
  return [...merged.values()]
}
