import { useRef, useState } from 'react'
import { Loading } from '../components/loading.tsx'
import { ErrorNotice, FirstSteps, Notice } from '../components/notice.tsx'
import { useListKeys } from '../keyboard/use-list-keys.ts'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Link } from '../routing/link.tsx'
import { navigate, useLocation, withQuery } from '../routing/location.ts'
import { zoomInto } from '../time/zoom.ts'
import { FilterBar } from './filter-bar.tsx'
import { SelectField } from './filter-fields.tsx'
import { TraceHistogram } from './trace-histogram.tsx'
import { TraceRows } from './trace-rows.tsx'
import { isFiltered, readTraceSearch } from './trace-search.ts'
import { useTraceList } from './use-trace-list.ts'
import './traces-page.css'

const SORTS = [
  { value: '', label: 'Newest first' },
  { value: 'longest', label: 'Longest first' },
  { value: 'shortest', label: 'Shortest first' },
]

const KINDS = [
  { value: '', label: 'Any' },
  { value: 'arrived', label: 'With spans' },
  { value: 'missing', label: 'Without spans' },
]
/** Filters on span fields do not apply to traces without spans. */
const ONLY_SPANLESS = {
  ...{ spans: 'missing', operation: undefined, where: undefined, sort: undefined },
  ...{ minDuration: undefined, maxDuration: undefined },
}

/** The traces page. */
export function TracesPage() {
  const location = useLocation()
  const search = readTraceSearch(location)
  const [wantsLive, setLive] = useState(true)
  const isPast = search.end !== undefined
  const live = wantsLive && !isPast
  const list = useTraceList(search, live)
  const isEmpty = !list.isLoading && list.error === null && list.traces.length === 0
  const cannotTell = list.error !== null && list.traces.length === 0
  const nothingYet = isEmpty && !isFiltered(search)
  const rows = useRef<HTMLOListElement>(null)
  const filters = useRef<HTMLFormElement>(null)
  useListKeys(rows)
  useShortcuts({
    '/': () => filters.current?.querySelector<HTMLElement>('select, input')?.focus(),
    p: () => setLive(!wantsLive),
    r: list.showNew,
  })

  return (
    <section className="traces-page">
      <title>Traces · Cruddur console</title>
      <h1 className="visually-hidden">Traces</h1>
      <FilterBar formRef={filters} location={location} search={search}>
        <SelectField
          label="Sort"
          value={search.sort ?? ''}
          options={SORTS}
          onChoose={(sort) => navigate(withQuery(location, { sort }))}
        />
        <SelectField
          label="Spans"
          value={search.spans ?? ''}
          options={KINDS}
          onChoose={(spans) =>
            navigate(withQuery(location, spans === 'missing' ? ONLY_SPANLESS : { spans }))
          }
        />
      </FilterBar>
      {search.spans !== 'missing' && !nothingYet && (
        <TraceHistogram
          search={search}
          live={live}
          onZoom={(steps, range) => navigate(withQuery(location, zoomInto(steps, range)))}
        />
      )}
      <div className="list-status">
        <span className="muted" role="status">
          {list.isLoading || cannotTell ? '' : describeCount(list.traces.length, list.hasMore)}
        </span>
        <button
          type="button"
          className={list.newCount > 0 ? 'strong' : 'quiet'}
          onClick={list.showNew}
          disabled={list.newCount === 0}
        >
          {list.newCount > 0 && `Show ${describeNew(list.newCount, search.limit)}`}
          {list.newCount === 0 && (cannotTell ? '' : 'Up to date')}
        </button>
        <button
          type="button"
          className="quiet live"
          aria-pressed={live}
          disabled={isPast}
          onClick={() => setLive(!wantsLive)}
        >
          <i className="live-dot" aria-hidden="true" />
          {isPast ? 'Past' : live ? 'Live' : 'Paused'}
        </button>
      </div>
      {list.isLoading && list.error === null && <Loading what="traces" />}
      {list.error !== null && <ErrorNotice error={list.error} />}
      {list.traces.length > 0 && <TraceRows traces={list.traces} listRef={rows} />}
      {isEmpty && <NoTraces filtered={!nothingYet} />}
      {list.hasMore && (
        <button
          type="button"
          className="more"
          disabled={list.isLoadingMore}
          onClick={list.loadMore}
        >
          {list.isLoadingMore ? 'Loading…' : 'Show older traces'}
        </button>
      )}
    </section>
  )
}

function NoTraces({ filtered }: { readonly filtered: boolean }) {
  if (!filtered)
    return (
      <Notice title="No traces received yet">
        <FirstSteps />
      </Notice>
    )
  return (
    <Notice title="No matching traces">
      <p>
        Remove a filter, choose a longer time range, or <Link href="/traces">show all traces</Link>.
      </p>
    </Notice>
  )
}

function describeCount(count: number, more: boolean): string {
  return `${count.toLocaleString('en')}${more ? '+' : ''} ${count === 1 && !more ? 'trace' : 'traces'}`
}

function describeNew(count: number, pageSize = 50): string {
  return `${count}${count === pageSize ? '+' : ''} new`
}
