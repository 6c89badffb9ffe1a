import { useQuery } from '@tanstack/react-query'
import { addTest, printTest } from '../../src/query-language/print-where.ts'
import { client } from '../api/client.ts'
import { runsQuery } from '../api/runs.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { Link } from '../routing/link.tsx'
import { withQuery } from '../routing/location.ts'
import { useSearch } from '../routing/search-params.ts'
import { startsWithin } from '../runs/run-marks.tsx'
import { isDefaultRange, withTime } from '../time/url-time.ts'
import { zoomInto } from '../time/zoom.ts'
import { SpanFilterBar } from '../traces/span-filter-bar.tsx'
import { isFiltered, readTraceSearch } from '../traces/trace-search.ts'
import { Combobox, matching } from '../ui/combobox.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { Select } from '../ui/select.tsx'
import { Comparison } from './comparison.tsx'
import { CountChart } from './count-chart.tsx'
import { CountTable } from './count-table.tsx'
import { HeatmapSection } from './heatmap-section.tsx'
import { MEASURES } from './measure.ts'
import { NoSpans } from './no-spans.tsx'
import {
  NO_BOX,
  QUERY_PARAMS,
  readCompareSearch,
  readCountSearch,
  readSpanSearch,
  whereOffset,
} from './query-search.ts'
import { useSpanQueries } from './use-span-queries.ts'

const SCOPES = [
  { value: '', label: 'Requests' },
  { value: 'all', label: 'All spans' },
]

/** The query page: heatmap, the comparison of a selection, and count. */
export function QueryPage() {
  const { location, search: params, set: go } = useSearch(QUERY_PARAMS)
  const { by = '', measure = '', where } = params
  const search = readSpanSearch(location)
  const box = readCompareSearch(location)
  const { count, heatmap, fitted } = useSpanQueries(search, readCountSearch(location), {
    isDefaultRange: isDefaultRange(params),
    isFrozen: box !== undefined,
  })
  const { service, since, start, end } = search
  const range = { ...(since && { since }), ...(start && { start }), ...(end && { end }) }
  const runs = useQuery(runsQuery({ ...(service && { service }), ...range, limit: 50 })).data?.runs
  useShortcuts({ Escape: () => go(NO_BOX) })

  const filter = (key: string, value: string | null, isExcluded: boolean) =>
    go({ where: addTest(where, printTest(key, value, isExcluded)) })
  const error = count.error ?? heatmap.error
  const map = heatmap.data
  const isReady = error === null && count.data !== undefined && map !== undefined

  return (
    <PageLayout title="Query" hideHeading>
      <SpanFilterBar search={withTime(readTraceSearch(location))} bounded>
        <Combobox
          label="Group by"
          value={by}
          placeholder="e.g. http.route"
          useOptions={useGroupings}
          onCommit={(value) => go({ by: value })}
        />
        <Select
          label="Measure"
          value={measure}
          options={MEASURES}
          onChoose={(value) => go({ measure: value })}
        />
        <Select
          label="Scope"
          value={params.scope ?? ''}
          options={SCOPES}
          onChoose={(value) => go({ scope: value })}
        />
      </SpanFilterBar>
      {error !== null && (
        <ErrorNotice error={error} expression={where} shift={whereOffset(location)} />
      )}
      {!isReady && error === null && <Loading what="query results" />}
      {isReady && map.count === 0 && <NoSpans filtered={isFiltered(readTraceSearch(location))} />}
      {isReady && map.count > 0 && (
        <>
          <HeatmapSection
            map={map}
            box={box}
            p95Nano={count.data.all.total.p95Nano}
            onSelect={go}
          />
          {box !== undefined && (
            <Comparison
              search={fitted(box)}
              onFilter={filter}
              onZoom={() =>
                go({ ...NO_BOX, since: undefined, start: box.boxStart, end: box.boxEnd })
              }
              onClose={() => go(NO_BOX)}
            />
          )}
          <CountChart
            result={count.data}
            by={by}
            measure={measure}
            starts={startsWithin(runs ?? [], count.data)}
            onZoom={(steps) => go({ ...NO_BOX, ...zoomInto(count.data, steps) })}
          />
          <CountTable result={count.data} by={by} onFilter={filter} />
          <p>
            <Link
              href={withQuery(
                { ...location, path: '/traces' },
                { ...NO_BOX, by: undefined, measure: undefined, scope: undefined, sort: 'longest' },
              )}
            >
              Show slowest traces
            </Link>
            {' · '}
            <Link
              href={withQuery(
                { ...location, path: '/compare' },
                { ...NO_BOX, by: undefined, measure: undefined, scope: undefined },
              )}
            >
              Compare with previous period
            </Link>
          </p>
        </>
      )}
    </PageLayout>
  )
}

/** Fields and attributes that contain the text; read when the list is opened. */
function useGroupings(text: string | undefined): readonly string[] {
  const { data } = useQuery({
    queryKey: ['attributes', ''],
    queryFn: ({ signal }) => client.listAttributes({ since: '1d', limit: 100 }, { signal }),
    staleTime: 30_000,
    enabled: text !== undefined,
  })
  const { fields = [], attributes = [] } = data ?? {}
  return matching([...fields, ...attributes.map(({ name }) => name)])(text)
}
