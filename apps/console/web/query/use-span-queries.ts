import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CountSearch, HeatmapSearch } from '../../src/contract/analysis.ts'
import { client } from '../api/client.ts'
import { firstData } from '../time/first-data.ts'

const REFRESH_MILLIS = 10_000

/**
 * Count and heatmap of a search. When no range is chosen and the data is younger than the default
 * range, both start at the first data.
 */
export function useSpanQueries(
  search: HeatmapSearch,
  countSearch: CountSearch,
  { isDefaultRange, isFrozen }: { readonly isDefaultRange: boolean; readonly isFrozen: boolean },
) {
  const live = {
    placeholderData: keepPreviousData,
    refetchInterval: isFrozen ? false : REFRESH_MILLIS,
    retry: false,
  } as const
  const whole = useQuery({
    queryKey: ['count', countSearch],
    queryFn: ({ signal }) => client.countSpans(countSearch, { signal }),
    ...live,
  })
  const start =
    isDefaultRange && whole.data !== undefined
      ? firstData(whole.data, (step) => (whole.data.all.counts[step] ?? 0) > 0)
      : undefined
  const fitted = <Search extends { since?: string; start?: string }>(one: Search): Search =>
    start === undefined ? one : { ...one, since: undefined, start }
  const isFitted = start !== undefined
  const part = useQuery({
    queryKey: ['count', fitted(countSearch)],
    queryFn: ({ signal }) => client.countSpans(fitted(countSearch), { signal }),
    ...live,
    enabled: isFitted,
  })
  // Requested together with the count: where the range is cut, there is little data to read twice.
  const wholeHeatmap = useQuery({
    queryKey: ['heatmap', search],
    queryFn: ({ signal }) => client.heatmap(search, { signal }),
    ...live,
    enabled: !isFitted,
  })
  const partHeatmap = useQuery({
    queryKey: ['heatmap', fitted(search)],
    queryFn: ({ signal }) => client.heatmap(fitted(search), { signal }),
    ...live,
    enabled: isFitted,
  })
  return {
    count: isFitted ? part : whole,
    heatmap: isFitted ? partHeatmap : wholeHeatmap,
    fitted,
  }
}
