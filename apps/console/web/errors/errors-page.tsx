import { useInfiniteQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { errorItemsQuery } from '../api/errors.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { countText, ListStatus } from '../components/list-status.tsx'
import { serviceUrl } from '../components/local-urls.ts'
import { MoreButton } from '../components/more-button.tsx'
import { useListKeys } from '../keyboard/use-list-keys.ts'
import { Link } from '../routing/link.tsx'
import { useLocation } from '../routing/location.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { isFiltered, readErrorFilter } from './error-filter.ts'
import { ErrorFilterBar } from './error-filter-bar.tsx'
import { ErrorRows } from './error-rows.tsx'

/** The errors page: Rollbar items. */
export function ErrorsPage() {
  const location = useLocation()
  const filter = readErrorFilter(location)
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    errorItemsQuery(filter),
  )
  const rows = useRef<HTMLOListElement>(null)
  useListKeys(rows)
  const pages = data?.pages ?? []
  const items = [
    ...new Map(
      pages.flatMap((page) => page.items).map((item) => [item.fingerprint, item]),
    ).values(),
  ]
  const environments = [...new Set(items.flatMap((item) => item.environments))]

  return (
    <PageLayout title="Errors" hideHeading>
      <ErrorFilterBar filter={filter} environments={environments} />
      <ListStatus text={data === undefined ? '' : countText(items.length, 'item', hasNextPage)} />
      {data === undefined && error === null && <Loading what="items" />}
      {data === undefined && error !== null && <ErrorNotice error={error} />}
      {items.length > 0 && (
        <ErrorRows items={items} query={location.query.toString()} listRef={rows} />
      )}
      {data !== undefined && items.length === 0 && <NoItems filtered={isFiltered(filter)} />}
      {hasNextPage && (
        <MoreButton
          label="Show older items"
          isLoading={isFetchingNextPage}
          onLoad={() => void fetchNextPage()}
        />
      )}
    </PageLayout>
  )
}

function NoItems({ filtered }: { readonly filtered: boolean }) {
  if (filtered)
    return (
      <EmptyState title="No matching items">
        <p>
          Remove a filter, choose a longer time range, or <Link href="/errors">show all items</Link>
          .
        </p>
      </EmptyState>
    )
  return (
    <EmptyState title="No errors reported">
      <p>To see an example, stop user-activities and send a request:</p>
      <pre>curl {serviceUrl('/api/activities/home')}</pre>
      <p>
        To report errors from your own service, set{' '}
        <code>endpoint: '{window.location.origin}/api/1/item/'</code>
      </p>
    </EmptyState>
  )
}
