import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { TraceSearch } from '../../src/contract/traces.ts'
import { operationsQuery } from '../api/queries.ts'
import { useSearch } from '../routing/search-params.ts'
import { RunFilter } from '../runs/run-filter.tsx'
import { Combobox, matching } from '../ui/combobox.tsx'
import { DurationField } from '../ui/field.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { Select } from '../ui/select.tsx'
import { ServiceField } from './service-field.tsx'
import { TimeRangeField } from './time-range-field.tsx'
import {
  isFiltered,
  readTraceSearch,
  TRACE_FILTERS,
  TRACE_PARAMS,
  withoutFilters,
} from './trace-search.ts'
import { WhereField } from './where-field.tsx'

const STATUSES = [
  { value: '', label: 'Any' },
  { value: 'error', label: 'With errors' },
  { value: 'ok', label: 'Without errors' },
]

/** Always shown; the others are shown on request, or when one is set. */
const MAIN = ['service', 'run', 'where', 'since', 'start', 'end']
const FURTHER = [...Object.keys(TRACE_PARAMS), 'by'].filter((name) => !MAIN.includes(name))

/** The filters on spans and traces; each field updates the URL on selection or on blur. */
export function SpanFilterBar({
  search,
  bounded = false,
  first,
  children,
}: {
  readonly search: TraceSearch
  /** The page does not show all data at once. */
  readonly bounded?: boolean
  /** Fields before the filters. */
  readonly first?: ReactNode
  /** Additional fields of the page. */
  readonly children?: ReactNode
}) {
  const { location, set } = useSearch(TRACE_FILTERS)
  const operations = useQuery(operationsQuery(search.service ?? '')).data?.operations ?? []
  const filtered = isFiltered(readTraceSearch(location))
  return (
    <FilterBar
      furtherOpen={FURTHER.some((name) => location.query.has(name))}
      clearHref={filtered ? withoutFilters(location) : undefined}
      expression={
        <>
          <RunFilter location={location} />
          <WhereField value={search.where ?? ''} onCommit={(where) => set({ where })} />
        </>
      }
      further={
        <>
          <Combobox
            label="Operation"
            value={search.operation ?? ''}
            placeholder="Any"
            useOptions={matching(operations.map(({ name }) => name))}
            onCommit={(operation) => set({ operation })}
          />
          <DurationField
            label="Longer than"
            value={search.minDuration ?? ''}
            onCommit={(minDuration) => set({ minDuration })}
          />
          <DurationField
            label="Shorter than"
            value={search.maxDuration ?? ''}
            onCommit={(maxDuration) => set({ maxDuration })}
          />
          <Select
            label="Status"
            value={search.status ?? ''}
            options={STATUSES}
            onChoose={(status) => set({ status })}
          />
          {children}
        </>
      }
    >
      {first}
      <ServiceField
        value={search.service}
        onChoose={(service) => set({ service, operation: undefined })}
      />
      <TimeRangeField search={search} bounded={bounded} onChange={set} />
    </FilterBar>
  )
}
