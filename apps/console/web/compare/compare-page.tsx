import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { PeriodComparison } from '../../src/contract/compare.ts'
import { client } from '../api/client.ts'
import { runsQuery } from '../api/runs.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { EstimateNote } from '../components/estimate-note.tsx'
import { navigate, useLocation, withQuery } from '../routing/location.ts'
import { formatSeconds } from '../time/format-time.ts'
import { withTime } from '../time/url-time.ts'
import { SpanFilterBar } from '../traces/span-filter-bar.tsx'
import { readTraceSearch } from '../traces/trace-search.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { Select } from '../ui/select.tsx'
import textCss from '../ui/text.module.css'
import css from './compare-page.module.css'
import { baselineHref, NO_BASE, readPeriodSearch } from './compare-search.ts'
import { NewErrors } from './new-errors.tsx'
import { OperationTable } from './operation-table.tsx'

const SELECTED = 'selected'

/** Compares a time range or a run with a baseline. */
export function ComparePage() {
  const location = useLocation()
  const search = readPeriodSearch(location)
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['compare-periods', search],
    queryFn: ({ signal }) => client.comparePeriods(search, { signal }),
    placeholderData: keepPreviousData,
    retry: false,
  })
  const traceSearch = readTraceSearch(location)
  return (
    <PageLayout title="Compare" hideHeading>
      <SpanFilterBar
        bounded={search.run === undefined}
        search={search.run === undefined ? withTime(traceSearch) : traceSearch}
      >
        <RunSelect run={search.run} service={search.service} />
        <BaselineSelect search={search} />
      </SpanFilterBar>
      {error !== null && <ErrorNotice error={error} expression={search.where} />}
      {data === undefined && error === null && <Loading what="the comparison" />}
      {data !== undefined && error === null && (
        <div className={css.comparedPeriods} aria-busy={isPlaceholderData}>
          <p className={css.periodNames} role="status">
            <strong>{describe(data.period)}</strong>{' '}
            <span className={textCss.muted}>compared with</span>{' '}
            <strong>{describe(data.baseline)}</strong>
            <Button onClick={() => navigate(baselineHref(location, data.period))}>
              Use as baseline
            </Button>
          </p>
          {data.operationCount > 0 && data.all.before.count === 0 && (
            <p className={textCss.muted}>
              The baseline has no spans, so every operation is new. Choose a shorter time range or
              another baseline.
            </p>
          )}
          {data.operationCount === 0 ? (
            <EmptyState title="No matching spans in either period">
              <p>Remove a filter or choose a longer time range.</p>
            </EmptyState>
          ) : (
            <OperationTable comparison={data} location={location} />
          )}
          <EstimateNote figures={[data.all.now, data.all.before]} />
          {(data.operationCount > 0 || data.newErrors.length > 0) && (
            <NewErrors comparison={data} location={location} />
          )}
        </div>
      )}
    </PageLayout>
  )
}

/** The run to compare, instead of a time range. */
function RunSelect({
  run = '',
  service,
}: {
  readonly run: string | undefined
  readonly service: string | undefined
}) {
  const location = useLocation()
  const options = useRunOptions(service, run)
  return (
    <Select
      label="Run"
      value={run}
      options={[{ value: '', label: 'All runs' }, ...options]}
      onChoose={(value) =>
        navigate(
          withQuery(location, { run: value, since: undefined, start: undefined, end: undefined }),
        )
      }
    />
  )
}

function BaselineSelect({ search }: { readonly search: ReturnType<typeof readPeriodSearch> }) {
  const location = useLocation()
  const { run, baselineRun = '', baselineStart, baselineShift = '' } = search
  const runs = useRunOptions(search.service, baselineRun)
  const hasRange = baselineStart !== undefined && baselineRun === ''
  return (
    <Select
      label="Compare with"
      value={baselineRun !== '' ? baselineRun : hasRange ? SELECTED : baselineShift}
      options={[
        { value: '', label: run === undefined ? 'Previous period' : 'Previous run' },
        { value: '1d', label: 'Day before' },
        { value: '7d', label: 'Week before' },
        ...(hasRange ? [{ value: SELECTED, label: 'Selected baseline' }] : []),
        ...runs,
      ]}
      onChoose={(value) => {
        if (value === SELECTED) return
        const isRun = runs.some((option) => option.value === value)
        const baseline = isRun ? { baselineRun: value } : { baselineShift: value }
        navigate(withQuery(location, { ...NO_BASE, ...baseline }))
      }}
    />
  )
}

function useRunOptions(service: string | undefined, selected: string) {
  const { data } = useQuery(runsQuery({ ...(service && { service }), limit: 20 }))
  const options = (data?.runs ?? []).map(({ instanceId, firstSeenUnixNano, ...run }) => ({
    value: instanceId,
    label: `${run.service} ${formatSeconds(firstSeenUnixNano)}`,
  }))
  const isKnown = selected === '' || options.some(({ value }) => value === selected)
  return isKnown ? options : [...options, { value: selected, label: `Run ${selected.slice(0, 8)}` }]
}

function describe({ startUnixNano, endUnixNano, run }: PeriodComparison['period']): string {
  const [start, end] = [startUnixNano, endUnixNano].map((nano) => formatSeconds(nano))
  return `${run === undefined ? '' : `Run ${run.slice(0, 8)}, `}${start} to ${end}`
}
