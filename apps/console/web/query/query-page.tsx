import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { addTest, printTest } from '../../src/query-language/print-where.ts'
import { countSpans, getHeatmap, listAttributes } from '../api/analysis.ts'
import { runsQuery } from '../api/runs.ts'
import { Loading } from '../components/loading.tsx'
import { ErrorNotice } from '../components/notice.tsx'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Link } from '../routing/link.tsx'
import { navigate, useLocation, withQuery } from '../routing/location.ts'
import { startsWithin } from '../runs/run-marks.tsx'
import { zoomInto } from '../time/zoom.ts'
import { FilterBar } from '../traces/filter-bar.tsx'
import { SelectField, TextField } from '../traces/filter-fields.tsx'
import { isFiltered, readTraceSearch } from '../traces/trace-search.ts'
import { Comparison } from './comparison.tsx'
import { CountChart } from './count-chart.tsx'
import { CountTable } from './count-table.tsx'
import { fromBox, toBox, wholeTime } from './heatmap-area.ts'
import { HeatmapView } from './heatmap-view.tsx'
import { MEASURES } from './measure.ts'
import { NoSpans } from './no-spans.tsx'
import {
  NO_BOX,
  readCompareSearch,
  readCountSearch,
  readSpanSearch,
  toDurationText,
} from './query-search.ts'
import './query-page.css'

const REFRESH_MILLIS = 10_000

/** The query page: count, heatmap, and the comparison of a selection. */
export function QueryPage() {
  const location = useLocation()
  const filters = useRef<HTMLFormElement>(null)
  const search = readSpanSearch(location)
  const countSearch = readCountSearch(location)
  const box = readCompareSearch(location)
  const by = location.query.get('by') ?? ''
  const measure = location.query.get('measure') ?? ''
  const go = (changes: Record<string, string | undefined>) => navigate(withQuery(location, changes))
  const live = {
    placeholderData: keepPreviousData,
    refetchInterval: box ? false : REFRESH_MILLIS,
  } as const
  const count = useQuery({
    queryKey: ['count', countSearch],
    queryFn: ({ signal }) => countSpans(countSearch, signal),
    ...live,
  })
  const heatmap = useQuery({
    queryKey: ['heatmap', search],
    queryFn: ({ signal }) => getHeatmap(search, signal),
    ...live,
  })
  const keys = useQuery({
    queryKey: ['attributes', ''],
    queryFn: ({ signal }) => listAttributes({ since: '1d', limit: 100 }, signal),
    staleTime: 30_000,
  }).data
  const { service, since, start, end } = search
  const alive = { ...(service && { service }), ...(since && { since }) }
  const runs = useQuery(
    runsQuery({ ...alive, ...(start && { start }), ...(end && { end }), limit: 50 }),
  ).data?.runs
  useShortcuts({
    '/': () => filters.current?.querySelector<HTMLElement>('select, input')?.focus(),
    Escape: () => go(NO_BOX),
  })

  const filter = (key: string, value: string | null, isExcluded: boolean) =>
    go({ where: addTest(search.where, printTest(key, value, isExcluded)) })
  const error = count.error ?? heatmap.error
  const map = heatmap.data
  const slowest = count.data && BigInt(count.data.all.total.p95Nano)

  return (
    <section className="query-page">
      <title>Query · Cruddur console</title>
      <h1 className="visually-hidden">Query</h1>
      <FilterBar
        formRef={filters}
        location={location}
        search={{ since: '1h', ...readTraceSearch(location) }}
      >
        <TextField
          label="Group by"
          value={by}
          placeholder="e.g. http.route"
          suggestions={[
            ...(keys?.fields ?? []),
            ...(keys?.attributes ?? []).map(({ name }) => name),
          ]}
          onCommit={(value) => go({ by: value })}
        />
        <SelectField
          label="Show"
          value={measure}
          options={MEASURES}
          onChoose={(value) => go({ measure: value })}
        />
      </FilterBar>
      {error !== null && <ErrorNotice error={error} />}
      {error === null && (count.data === undefined || map === undefined) && (
        <Loading what="query results" />
      )}
      {error === null && map?.count === 0 && (
        <NoSpans filtered={isFiltered(readTraceSearch(location))} />
      )}
      {error === null && count.data !== undefined && map !== undefined && map.count > 0 && (
        <>
          <CountChart
            answer={count.data}
            measure={measure}
            starts={startsWithin(runs ?? [], count.data)}
            onZoom={(range) => go({ ...NO_BOX, ...zoomInto(count.data, range) })}
          />
          <CountTable answer={count.data} by={by} onFilter={filter} />
          <section aria-labelledby="heatmap-title">
            <header className="heatmap-header">
              <h2 id="heatmap-title">Duration</h2>
              <span className="muted">Drag to compare a selection with the rest</span>
              {slowest !== undefined && (
                <button
                  type="button"
                  onClick={() => go({ ...wholeTime(map), boxMinDuration: toDurationText(slowest) })}
                >
                  Explain the slowest 5 %
                </button>
              )}
            </header>
            <HeatmapView
              map={map}
              selected={fromBox(map, box)}
              onSelect={(area) => go(toBox(map, area))}
            />
          </section>
          {box !== undefined && (
            <Comparison
              search={box}
              onFilter={filter}
              onZoom={() =>
                go({ ...NO_BOX, since: undefined, start: box.boxStart, end: box.boxEnd })
              }
              onClose={() => go(NO_BOX)}
            />
          )}
          <p>
            <Link
              href={withQuery(
                { ...location, path: '/traces' },
                { ...NO_BOX, by: undefined, measure: undefined, sort: 'longest' },
              )}
            >
              Show slowest traces
            </Link>
            {' · '}
            <Link
              href={withQuery(
                { ...location, path: '/compare' },
                { ...NO_BOX, by: undefined, measure: undefined },
              )}
            >
              Compare with previous period
            </Link>
          </p>
        </>
      )}
    </section>
  )
}
