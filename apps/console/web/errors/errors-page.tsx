import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { errorItemsQuery } from '../api/errors.ts'
import { Loading } from '../components/loading.tsx'
import { ErrorNotice, Notice } from '../components/notice.tsx'
import { useListKeys } from '../keyboard/use-list-keys.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Link } from '../routing/link.tsx'
import { useLocation } from '../routing/location.ts'
import { isFiltered, readErrorFilter } from './error-filter.ts'
import { ErrorFilterBar } from './error-filter-bar.tsx'
import { ErrorRows } from './error-rows.tsx'
import '../traces/traces-page.css'
import './errors-page.css'

/** The errors page: Rollbar items. */
export function ErrorsPage() {
  const location = useLocation()
  const filter = readErrorFilter(location)
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    errorItemsQuery(filter),
  )
  const rows = useRef<HTMLOListElement>(null)
  const filters = useRef<HTMLFormElement>(null)
  useListKeys(rows)
  useShortcuts({
    '/': () => filters.current?.querySelector<HTMLElement>('select, input')?.focus(),
  })
  const pages = data?.pages ?? []
  const items = [
    ...new Map(
      pages.flatMap((page) => page.items).map((item) => [item.fingerprint, item]),
    ).values(),
  ]
  const environments = [...new Set(items.flatMap((item) => item.environments))]

  return (
    <section className="traces-page errors-page">
      <title>Errors · Cruddur console</title>
      <h1 className="visually-hidden">Errors</h1>
      <ErrorFilterBar
        formRef={filters}
        location={location}
        filter={filter}
        environments={environments}
      />
      <p className="list-status muted" role="status">
        {data !== undefined &&
          `${items.length}${hasNextPage ? '+' : ''} ${items.length === 1 ? 'item' : 'items'}`}
      </p>
      {data === undefined && error === null && <Loading what="items" />}
      {error !== null && <ErrorNotice error={error} />}
      {items.length > 0 && (
        <ErrorRows items={items} query={location.query.toString()} listRef={rows} />
      )}
      {data !== undefined && items.length === 0 && <NoItems filtered={isFiltered(filter)} />}
      {hasNextPage && (
        <button
          type="button"
          className="more"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {isFetchingNextPage ? 'Loading…' : 'Show older items'}
        </button>
      )}
    </section>
  )
}

function NoItems({ filtered }: { readonly filtered: boolean }) {
  if (filtered)
    return (
      <Notice title="No matching items">
        <p>
          Remove a filter, choose a longer time range, or <Link href="/errors">show all items</Link>
          .
        </p>
      </Notice>
    )
  return (
    <Notice title="No errors reported">
      <p>To see an example, stop user-activities and send a request:</p>
      <pre>curl localhost:4001/api/activities/home</pre>
      <p>
        To report errors from your own service, set{' '}
        <code>endpoint: 'http://127.0.0.1:4000/api/1/item/'</code>
      </p>
    </Notice>
  )
}
