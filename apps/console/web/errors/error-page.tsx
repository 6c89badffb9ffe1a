import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { ErrorItemDetail } from '../../src/contract/errors.ts'
import { formatAge } from '../../src/format/instant.ts'
import { ApiError } from '../api/client.ts'
import { errorItemQuery, occurrencesQuery } from '../api/errors.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { MoreButton } from '../components/more-button.tsx'
import { ServiceMark } from '../components/service-mark.tsx'
import { useListKeys } from '../keyboard/use-list-keys.ts'
import { Link } from '../routing/link.tsx'
import { useLocation } from '../routing/location.ts'
import { useSearch } from '../routing/search-params.ts'
import { zoomInto } from '../time/zoom.ts'
import { Chart } from '../ui/chart.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import textCss from '../ui/text.module.css'
import { ERROR_FILTERS, readErrorFilter } from './error-filter.ts'
import { ErrorFilterBar } from './error-filter-bar.tsx'
import { isSevere } from './error-rows.tsx'
import css from './errors-page.module.css'
import { OccurrenceRow } from './occurrence-row.tsx'

/** One Rollbar item with its occurrences. */
export function ErrorPage({ fingerprint }: { readonly fingerprint: string }) {
  const location = useLocation()
  const filter = readErrorFilter(location)
  const { data, error } = useQuery(errorItemQuery(fingerprint, filter))
  return (
    <PageLayout
      title={data === undefined ? 'Item' : `#${data.item.counter} ${data.item.title}`}
      heading={data === undefined ? 'Item' : <ItemTitle item={data.item} />}
    >
      <ErrorFilterBar filter={filter} environments={data?.item.environments ?? []} />
      {data === undefined && error === null && <Loading what="item" />}
      {error instanceof ApiError && error.status === 404 ? (
        <EmptyState title="Item not found">
          <p>
            {error.message}. Remove a filter, or show <Link href="/errors">all items</Link>.
          </p>
        </EmptyState>
      ) : (
        error !== null && <ErrorNotice error={error} />
      )}
      {data !== undefined && error === null && (
        <>
          <ItemHeader item={data.item} chart={data.chart} />
          <Occurrences fingerprint={fingerprint} />
        </>
      )}
    </PageLayout>
  )
}

function ItemTitle({ item }: { readonly item: ErrorItemDetail['item'] }) {
  return (
    <>
      <span className={textCss.muted}>#{item.counter}</span> {item.title}
    </>
  )
}

function ItemHeader({ item, chart }: ErrorItemDetail) {
  const { set } = useSearch(ERROR_FILTERS)
  const steps = { ...chart, stepCount: item.counts.length }
  const facts = {
    Level: item.level,
    Occurrences: item.occurrenceCount.toLocaleString('en'),
    Traces: item.traceCount.toLocaleString('en'),
    Environments: item.environments.join(', '),
    'Code versions': item.codeVersions.join(', '),
    'First seen': formatAge(item.firstSeenUnixNano),
    'Last seen': formatAge(item.lastSeenUnixNano),
  }
  return (
    <header className={css.itemHeader}>
      {item.culprit !== '' && (
        <p>
          <code>{item.culprit}</code>
        </p>
      )}
      <p className={css.errorFacts}>
        {item.services.map((service) => (
          <ServiceMark key={service} service={service} />
        ))}
      </p>
      <dl className={css.itemFacts}>
        {Object.entries(facts)
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={name === 'Level' && isSevere(value) ? textCss.failed : undefined}>
                {value}
              </dd>
            </div>
          ))}
      </dl>
      <Chart
        steps={steps}
        label="Occurrences"
        height="low"
        integer
        format={(value) => value.toLocaleString('en')}
        series={[{ name: 'occurrences', kind: 'bars', failed: true, values: item.counts }]}
        onZoom={(range) => set(zoomInto(steps, range))}
      />
    </header>
  )
}

function Occurrences({ fingerprint }: { readonly fingerprint: string }) {
  const filter = readErrorFilter(useLocation())
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    occurrencesQuery(fingerprint, filter),
  )
  const rows = useRef<HTMLOListElement>(null)
  useListKeys(rows)
  if (data === undefined)
    return error === null ? <Loading what="occurrences" /> : <ErrorNotice error={error} />
  const occurrences = data.pages.flatMap((page) => page.occurrences)
  return (
    <>
      <h2>Occurrences</h2>
      <ol className={css.occurrences} ref={rows}>
        {occurrences.map((occurrence, index) => (
          <li key={occurrence.uuid}>
            <OccurrenceRow occurrence={occurrence} isFirst={index === 0} />
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <MoreButton
          label="Show older occurrences"
          isLoading={isFetchingNextPage}
          onLoad={() => void fetchNextPage()}
        />
      )}
    </>
  )
}
