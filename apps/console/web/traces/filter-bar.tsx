import { useQuery } from '@tanstack/react-query'
import { type ReactNode, type Ref, useState } from 'react'
import type { TraceSearch } from '../../src/api/contract.ts'
import { operationsQuery } from '../api/queries.ts'
import { Link } from '../routing/link.tsx'
import { navigate, type PageLocation, withQuery } from '../routing/location.ts'
import { RunFilter } from '../runs/run-filter.tsx'
import { DurationField, SelectField, TextField } from './filter-fields.tsx'
import { ServiceField } from './service-field.tsx'
import { TimeRangeField } from './time-range-field.tsx'
import { isFiltered, readTraceSearch, withoutFilters } from './trace-search.ts'
import { WhereField } from './where-field.tsx'

const STATUSES = [
  { value: '', label: 'Any' },
  { value: 'error', label: 'With errors' },
  { value: 'ok', label: 'Without errors' },
]

const FURTHER = ['operation', 'minDuration', 'maxDuration', 'status', 'sort', 'spans', 'by']

/** Each field updates the URL on selection or on blur. */
export function FilterBar({
  location,
  search,
  formRef,
  children,
}: {
  readonly location: PageLocation
  readonly search: TraceSearch
  readonly formRef: Ref<HTMLFormElement>
  /** Additional fields of the page. */
  readonly children?: ReactNode
}) {
  const operations = useQuery(operationsQuery(search.service ?? '')).data?.operations ?? []
  // Small screens hide unused filters behind a button, so that the list is visible.
  const [open, setOpen] = useState(FURTHER.some((name) => location.query.has(name)))
  const set = (changes: Record<string, string | undefined>) =>
    navigate(withQuery(location, changes))

  return (
    <form
      ref={formRef}
      className="filter-bar"
      aria-label="Filters"
      onSubmit={(event) => event.preventDefault()}
    >
      <ServiceField
        value={search.service}
        onChoose={(service) => set({ service, operation: undefined })}
      />
      <TimeRangeField search={search} onChange={set} />
      <button
        type="button"
        className="more-filters quiet"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? 'Fewer filters' : 'More filters'}
      </button>
      <div className={open ? 'further' : 'further closed'}>
        <TextField
          label="Operation"
          value={search.operation ?? ''}
          placeholder="Any"
          suggestions={[...new Set(operations.map(({ name }) => name))]}
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
        <SelectField
          label="Status"
          value={search.status ?? ''}
          options={STATUSES}
          onChoose={(status) => set({ status })}
        />
        {children}
      </div>
      <RunFilter location={location} />
      <div className="where-line">
        <WhereField value={search.where ?? ''} onCommit={(where) => set({ where })} />
        {isFiltered(readTraceSearch(location)) && (
          <Link className="clear-filters" href={withoutFilters(location)}>
            Clear filters
          </Link>
        )}
      </div>
    </form>
  )
}
