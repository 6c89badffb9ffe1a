import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import type { PeriodComparison } from '../../src/api/contract-compare.ts'
import { formatInstant } from '../../src/format/instant.ts'
import { comparePeriods } from '../api/analysis.ts'
import { Loading } from '../components/loading.tsx'
import { ErrorNotice, Notice } from '../components/notice.tsx'
import { useShortcuts } from '../keyboard/use-shortcuts.ts'
import { navigate, useLocation, withQuery } from '../routing/location.ts'
import { FilterBar } from '../traces/filter-bar.tsx'
import { SelectField } from '../traces/filter-fields.tsx'
import { readTraceSearch } from '../traces/trace-search.ts'
import { baselineHref, NO_BASE, readPeriodSearch } from './compare-search.ts'
import { NewErrors } from './new-errors.tsx'
import { OperationTable } from './operation-table.tsx'
import '../traces/traces-page.css'
import './compare-page.css'

const SELECTED = 'selected'

/** Compares a time range or a run with a baseline. */
export function ComparePage() {
  const location = useLocation()
  const filters = useRef<HTMLFormElement>(null)
  const search = readPeriodSearch(location)
  const { data, error, isPlaceholderData } = useQuery({
    queryKey: ['compare-periods', search],
    queryFn: ({ signal }) => comparePeriods(search, signal),
    placeholderData: keepPreviousData,
    retry: false,
  })
  useShortcuts({
    '/': () => filters.current?.querySelector<HTMLElement>('select, input')?.focus(),
  })
  const hasBaseline = search.baselineStart !== undefined || search.baselineRun !== undefined
  const traceSearch = readTraceSearch(location)
  return (
    <section className="compare-page">
      <title>Compare · Cruddur console</title>
      <h1 className="visually-hidden">Compare</h1>
      <FilterBar
        formRef={filters}
        location={location}
        search={search.run === undefined ? { since: '1h', ...traceSearch } : traceSearch}
      >
        <SelectField
          label="Compare with"
          value={hasBaseline ? SELECTED : (search.baselineShift ?? '')}
          options={[
            {
              value: '',
              label: search.run === undefined ? 'Previous period' : 'Previous run',
            },
            { value: '1d', label: 'Day before' },
            { value: '7d', label: 'Week before' },
            ...(hasBaseline ? [{ value: SELECTED, label: 'Selected baseline' }] : []),
          ]}
          onChoose={(value) =>
            value !== SELECTED &&
            navigate(withQuery(location, { ...NO_BASE, baselineShift: value }))
          }
        />
      </FilterBar>
      {error !== null && <ErrorNotice error={error} />}
      {data === undefined && error === null && <Loading what="the comparison" />}
      {data !== undefined && error === null && (
        <div className="compared-periods" aria-busy={isPlaceholderData}>
          <p className="period-names" role="status">
            <strong>{describe(data.period)}</strong> <span className="muted">compared with</span>{' '}
            <strong>{describe(data.baseline)}</strong>
            <button type="button" onClick={() => navigate(baselineHref(location, data.period))}>
              Use as baseline
            </button>
          </p>
          {data.operationCount === 0 ? (
            <Notice title="No matching spans in either period">
              <p>Remove a filter or choose a longer time range.</p>
            </Notice>
          ) : (
            <OperationTable answer={data} location={location} />
          )}
          <NewErrors answer={data} location={location} />
        </div>
      )}
    </section>
  )
}

function describe({ startUnixNano, endUnixNano, run }: PeriodComparison['period']): string {
  const [start, end] = [startUnixNano, endUnixNano].map((nano) =>
    formatInstant(nano).replace(/\.\d+$/, ''),
  )
  return `${run === undefined ? '' : `Run ${run.slice(0, 8)}, `}${start} to ${end}`
}
