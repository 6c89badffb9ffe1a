import { useInfiniteQuery } from '@tanstack/react-query'
import type { LogLine, LogSearch } from '../../src/contract/logs.ts'
import { logLinesQuery } from '../api/logs.ts'
import { useLogTail } from './use-log-tail.ts'

/** The lines of a search, newest first: query results page by page, and new lines from the tail. */
export function useLogLines(search: LogSearch, live: boolean) {
  const found = useInfiniteQuery(logLinesQuery(search))
  // A range with an end does not change.
  const follows = live && found.isSuccess && search.end === undefined
  const tail = useLogTail(search, follows, found.dataUpdatedAt)
  const pages = found.data?.pages ?? []
  return {
    lines: merge(
      tail.lines,
      pages.flatMap((page) => page.lines),
    ),
    error: found.error,
    isTruncated: tail.isTruncated,
    isLoading: found.isPending,
    hasMore: found.hasNextPage,
    isLoadingMore: found.isFetchingNextPage,
    loadMore: () => void found.fetchNextPage(),
  }
}

/** Merges tail and query results, which may overlap. */
function merge(tailed: readonly LogLine[], found: readonly LogLine[]): readonly LogLine[] {
  if (tailed.length === 0) return found
  const lines = new Map([...tailed, ...found].map((line) => [lineKey(line), line]))
  return [...lines.values()].sort(newestFirst)
}

export function lineKey({ timeUnixNano, id }: LogLine): string {
  return `${timeUnixNano}.${id}`
}

function newestFirst(one: LogLine, other: LogLine): number {
  const [a, b] = [BigInt(one.timeUnixNano), BigInt(other.timeUnixNano)]
  if (a !== b) return a < b ? 1 : -1
  return one.id < other.id ? 1 : -1
}
