import { useRef } from 'react'
import { Loading } from '../components/loading.tsx'
import { ErrorNotice, FirstSteps, Notice } from '../components/notice.tsx'
import { useListKeys } from '../keyboard/use-list-keys.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Link } from '../routing/link.tsx'
import { navigate, useLocation, withQuery } from '../routing/location.ts'
import { LogFilterBar } from './log-filter-bar.tsx'
import { LogRows } from './log-rows.tsx'
import { isFiltered, readLogSearch } from './log-search.ts'
import { useLogLines } from './use-log-lines.ts'
import '../traces/traces-page.css'
import './logs-page.css'

/** The logs page; follows new lines while live. */
export function LogsPage() {
  const location = useLocation()
  const search = readLogSearch(location)
  const live = location.query.get('live') !== 'off'
  const list = useLogLines(search, live)
  const rows = useRef<HTMLOListElement>(null)
  const filters = useRef<HTMLFormElement>(null)
  const pauseOrGoOn = () =>
    navigate(withQuery(location, { live: live ? 'off' : undefined }), { replace: true })
  useListKeys(rows)
  useShortcuts({
    '/': () => filters.current?.querySelector<HTMLElement>('input')?.focus(),
    p: pauseOrGoOn,
  })
  const isEmpty = !list.isLoading && list.error === null && list.lines.length === 0

  return (
    <section className="traces-page logs-page">
      <title>Logs · Cruddur console</title>
      <h1 className="visually-hidden">Logs</h1>
      <LogFilterBar formRef={filters} location={location} search={search} />
      <div className="list-status">
        <span className="muted">
          {list.isLoading ? '' : describeCount(list.lines.length, list.hasMore)}
          {list.isTruncated && ' · too many new lines to show all; reload the page'}
          {list.isDisconnected && ' · disconnected, reconnecting'}
        </span>
        <button
          type="button"
          className="quiet live"
          aria-pressed={live}
          disabled={search.end !== undefined}
          onClick={pauseOrGoOn}
        >
          <i className="live-dot" aria-hidden="true" />
          {search.end !== undefined ? 'Past' : live ? 'Live' : 'Paused'}
        </button>
      </div>
      {list.isLoading && list.error === null && <Loading what="log lines" />}
      {list.error !== null && <ErrorNotice error={list.error} />}
      {list.lines.length > 0 && <LogRows lines={list.lines} listRef={rows} />}
      {isEmpty && <NoLines filtered={isFiltered(search)} hasMore={list.hasMore} />}
      {list.hasMore && (
        <button
          type="button"
          className="more"
          disabled={list.isLoadingMore}
          onClick={list.loadMore}
        >
          {list.isLoadingMore ? 'Loading…' : 'Load older lines'}
        </button>
      )}
    </section>
  )
}

function NoLines({ filtered, hasMore }: { readonly filtered: boolean; readonly hasMore: boolean }) {
  if (!filtered)
    return (
      <Notice title="No log lines received yet">
        <FirstSteps />
        <p>
          Send log lines with <code>AWS_ENDPOINT_URL_CLOUDWATCH_LOGS=http://127.0.0.1:4000</code> or
          by OTLP.
        </p>
      </Notice>
    )
  return (
    <Notice title={hasMore ? 'No matching lines so far' : 'No matching lines'}>
      <p>
        {hasMore
          ? 'Load older lines, or filter by time, log group or service.'
          : 'Remove a filter or choose a longer time range.'}{' '}
        <Link href="/logs">Show all lines</Link>
      </p>
    </Notice>
  )
}

function describeCount(count: number, more: boolean): string {
  return `${count.toLocaleString('en')}${more ? '+' : ''} ${count === 1 && !more ? 'line' : 'lines'}`
}
