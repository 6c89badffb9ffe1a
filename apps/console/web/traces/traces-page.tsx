import { useRef, useState } from 'react'
import { ErrorNotice } from '../components/error-notice.tsx'
import { FirstSteps } from '../components/first-steps.tsx'
import { countText, ListStatus } from '../components/list-status.tsx'
import { LiveButton } from '../components/live-button.tsx'
import { MoreButton } from '../components/more-button.tsx'
import { useFindingBadges } from '../findings/use-finding-badges.ts'
import { useIsDisconnected } from '../frame/connection.ts'
import { useListKeys } from '../keyboard/use-list-keys.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Link } from '../routing/link.tsx'
import { oneOf, useSearch } from '../routing/search-params.ts'
import { zoomInto } from '../time/zoom.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { Select } from '../ui/select.tsx'
import { Tabs } from '../ui/tabs.tsx'
import { DurationScatter } from './duration-scatter.tsx'
import { SpanFilterBar } from './span-filter-bar.tsx'
import { TraceHistogram } from './trace-histogram.tsx'
import { TraceRows } from './trace-rows.tsx'
import { isFiltered, readTraceSearch, TRACE_PARAMS, WITHOUT_SPANS } from './trace-search.ts'
import { useTraceList } from './use-trace-list.ts'

const SORTS = [
  { value: '', label: 'Newest first' },
  { value: 'longest', label: 'Longest first' },
  { value: 'shortest', label: 'Shortest first' },
]
const KINDS = [
  { value: '', label: 'With spans' },
  { value: 'missing', label: 'Without spans' },
]
const CHARTS = [
  { id: 'count', label: 'Count' },
  { id: 'duration', label: 'Duration' },
]
export function TracesPage() {
  const {
    location,
    search: params,
    set,
  } = useSearch({
    ...TRACE_PARAMS,
    chart: oneOf('duration'),
  })
  const search = readTraceSearch(location)
  const [wantsLive, setLive] = useState(true)
  const isDisconnected = useIsDisconnected()
  const isPast = search.end !== undefined
  const live = wantsLive && !isPast
  const list = useTraceList(search, live)
  const isEmpty = !list.isLoading && list.error === null && list.traces.length === 0
  const hasFailed = list.error !== null && list.traces.length === 0
  const nothingYet = isEmpty && !isFiltered(search)
  const rows = useRef<HTMLOListElement>(null)
  useListKeys(rows)
  const findings = useFindingBadges(list.traces.map(({ traceId }) => traceId))
  useShortcuts({ p: () => setLive(!wantsLive), r: list.showNew })

  return (
    <PageLayout title="Traces" hideHeading>
      <SpanFilterBar search={search}>
        <Select
          label="Sort"
          value={search.sort ?? ''}
          options={SORTS}
          onChoose={(sort) => set({ sort })}
        />
        <Select
          label="Spans"
          value={search.spans ?? ''}
          options={KINDS}
          onChoose={(spans) => set(spans === 'missing' ? WITHOUT_SPANS : { spans })}
        />
      </SpanFilterBar>
      {search.spans !== 'missing' && !nothingYet && !hasFailed && (
        <Tabs
          label="Chart"
          tabs={CHARTS}
          active={params.chart ?? 'count'}
          onSelect={(id) => set({ chart: id === 'count' ? undefined : id }, { replace: true })}
        >
          {params.chart === 'duration' && list.traces.length > 0 ? (
            <DurationScatter traces={list.traces} />
          ) : (
            <TraceHistogram
              search={search}
              live={live}
              onZoom={(steps, range) => set(zoomInto(steps, range))}
            />
          )}
        </Tabs>
      )}
      <ListStatus
        text={
          list.isLoading || hasFailed ? '' : countText(list.traces.length, 'trace', list.hasMore)
        }
      >
        <Button
          look={list.newCount > 0 ? 'strong' : 'plain'}
          onClick={list.showNew}
          disabled={list.newCount === 0}
        >
          {list.newCount > 0
            ? `Show ${describeNew(list.newCount, search.limit)}`
            : list.error !== null || isDisconnected || !live
              ? ''
              : 'Up to date'}
        </Button>
        <LiveButton live={wantsLive} isPast={isPast} onToggle={() => setLive(!wantsLive)} />
      </ListStatus>
      {list.isLoading && list.error === null && <Loading what="traces" />}
      {hasFailed && list.error !== null && (
        <ErrorNotice error={list.error} expression={search.where} />
      )}
      {list.traces.length > 0 && (
        <TraceRows traces={list.traces} findings={findings} listRef={rows} />
      )}
      {isEmpty && <NoTraces filtered={!nothingYet} />}
      {list.hasMore && (
        <MoreButton
          label="Show older traces"
          isLoading={list.isLoadingMore}
          onLoad={list.loadMore}
        />
      )}
    </PageLayout>
  )
}

function NoTraces({ filtered }: { readonly filtered: boolean }) {
  if (!filtered)
    return (
      <EmptyState title="No traces received yet">
        <FirstSteps />
      </EmptyState>
    )
  return (
    <EmptyState title="No matching traces">
      <p>
        Remove a filter, choose a longer time range, or <Link href="/traces">show all traces</Link>.
      </p>
    </EmptyState>
  )
}

function describeNew(count: number, pageSize = 50): string {
  return `${count}${count === pageSize ? '+' : ''} new`
}
