import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { ErrorItemDetail } from '../../src/api/contract-errors.ts'
import { formatAge, formatExactInstant, formatInstant } from '../../src/format/instant.ts'
import { ApiError } from '../api/client.ts'
import { errorItemQuery, occurrencesQuery } from '../api/errors.ts'
import { Loading } from '../components/loading.tsx'
import { ErrorNotice, Notice } from '../components/notice.tsx'
import { ServiceMark } from '../components/service-mark.tsx'
import { useListKeys } from '../keyboard/use-list-keys.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Link } from '../routing/link.tsx'
import { useLocation } from '../routing/location.ts'
import { readErrorFilter } from './error-filter.ts'
import { ErrorFilterBar } from './error-filter-bar.tsx'
import { isSevere } from './error-rows.tsx'
import { OccurrenceBars } from './occurrence-bars.tsx'
import { OccurrenceRow } from './occurrence-row.tsx'
import '../traces/traces-page.css'
import './errors-page.css'

/** One Rollbar item with its occurrences. */
export function ErrorPage({ fingerprint }: { readonly fingerprint: string }) {
  const location = useLocation()
  const filter = readErrorFilter(location)
  const { data, error } = useQuery(errorItemQuery(fingerprint, filter))
  const filters = useRef<HTMLFormElement>(null)
  useShortcuts({
    '/': () => filters.current?.querySelector<HTMLElement>('select, input')?.focus(),
  })
  return (
    <section className="traces-page errors-page">
      <ErrorFilterBar
        formRef={filters}
        location={location}
        filter={filter}
        environments={data?.item.environments ?? []}
      />
      {data === undefined && error === null && <Loading what="item" />}
      {error instanceof ApiError && error.status === 404 ? (
        <Notice title="Item not found">
          <p>
            {error.message}. Remove a filter, or show <Link href="/errors">all items</Link>.
          </p>
        </Notice>
      ) : (
        error !== null && <ErrorNotice error={error} />
      )}
      {data !== undefined && error === null && (
        <>
          <ItemHeader item={data.item} chart={data.chart} />
          <Occurrences fingerprint={fingerprint} />
        </>
      )}
    </section>
  )
}

function ItemHeader({ item, chart }: ErrorItemDetail) {
  const end = String(
    BigInt(chart.startUnixNano) + BigInt(chart.stepNano) * BigInt(item.counts.length),
  )
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
    <header className="item-header">
      <title>{`#${item.counter} ${item.title} · Cruddur console`}</title>
      <h1>
        <span className="muted">#{item.counter}</span> {item.title}
      </h1>
      <p className="error-facts">
        {item.services.map((service) => (
          <ServiceMark key={service} service={service} />
        ))}
      </p>
      <dl className="item-facts">
        {Object.entries(facts)
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={name === 'Level' && isSevere(value) ? 'failed' : undefined}>
                {value}
              </dd>
            </div>
          ))}
      </dl>
      <OccurrenceBars
        counts={item.counts}
        label={`Occurrences from ${formatExactInstant(chart.startUnixNano)} to ${formatExactInstant(end)}`}
      />
      <p className="chart-ends muted" aria-hidden="true">
        <span>{toTheSecond(chart.startUnixNano)}</span>
        <span>{toTheSecond(end)}</span>
      </p>
    </header>
  )
}

function toTheSecond(unixNano: string): string {
  return formatInstant(unixNano).replace(/\.\d+$/, '')
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
      <ol className="occurrences" ref={rows}>
        {occurrences.map((occurrence, index) => (
          <li key={occurrence.uuid}>
            <OccurrenceRow occurrence={occurrence} isFirst={index === 0} />
          </li>
        ))}
      </ol>
      {hasNextPage && (
        <button
          type="button"
          className="more"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {isFetchingNextPage ? 'Loading…' : 'Show older occurrences'}
        </button>
      )}
    </>
  )
}
