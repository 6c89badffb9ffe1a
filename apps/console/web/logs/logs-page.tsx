import { useRef } from 'react'
import { ErrorNotice } from '../components/error-notice.tsx'
import { FirstSteps } from '../components/first-steps.tsx'
import { countText, ListStatus } from '../components/list-status.tsx'
import { LiveButton } from '../components/live-button.tsx'
import { MoreButton } from '../components/more-button.tsx'
import { useListKeys } from '../keyboard/use-list-keys.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Link } from '../routing/link.tsx'
import { useSearch } from '../routing/search-params.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { LogFilterBar } from './log-filter-bar.tsx'
import { LogRows } from './log-rows.tsx'
import { isFiltered, LOG_PARAMS, readLogSearch } from './log-search.ts'
import { useLogLines } from './use-log-lines.ts'

/** The logs page; follows new lines while live. */
export function LogsPage() {
  const { location, search: params, set } = useSearch(LOG_PARAMS)
  const search = readLogSearch(location)
  const live = params.live !== 'off'
  const list = useLogLines(search, live)
  const rows = useRef<HTMLOListElement>(null)
  const toggleLive = () => set({ live: live ? 'off' : undefined }, { replace: true })
  useListKeys(rows)
  useShortcuts({ p: toggleLive })
  const isEmpty = !list.isLoading && list.error === null && list.lines.length === 0
  const columns = (params.columns ?? '').split(',').map((name) => name.trim())

  return (
    <PageLayout title="Logs" hideHeading>
      <LogFilterBar search={search} lines={list.lines} />
      <ListStatus
        text={[
          list.isLoading ? '' : countText(list.lines.length, 'line', list.hasMore),
          list.isTruncated ? ' · too many new lines to show all; reload the page' : '',
        ].join('')}
      >
        <LiveButton live={live} isPast={search.end !== undefined} onToggle={toggleLive} />
      </ListStatus>
      {list.isLoading && list.error === null && <Loading what="log lines" />}
      {list.error !== null && <ErrorNotice error={list.error} expression={search.filter} />}
      {list.lines.length > 0 && (
        <LogRows
          lines={list.lines}
          columns={columns.filter((name) => name !== '')}
          listRef={rows}
        />
      )}
      {isEmpty && <NoLines filtered={isFiltered(search)} hasMore={list.hasMore} />}
      {list.hasMore && (
        <MoreButton
          label="Load older lines"
          isLoading={list.isLoadingMore}
          onLoad={list.loadMore}
        />
      )}
    </PageLayout>
  )
}

function NoLines({ filtered, hasMore }: { readonly filtered: boolean; readonly hasMore: boolean }) {
  if (!filtered)
    return (
      <EmptyState title="No log lines received yet">
        <FirstSteps />
      </EmptyState>
    )
  return (
    <EmptyState title={hasMore ? 'No matching lines so far' : 'No matching lines'}>
      <p>
        {hasMore
          ? 'Load older lines, or filter by time, log group or service.'
          : 'Remove a filter or choose a longer time range.'}{' '}
        <Link href="/logs">Show all lines</Link>
      </p>
    </EmptyState>
  )
}
