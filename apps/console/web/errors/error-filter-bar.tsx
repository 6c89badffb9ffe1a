import type { ErrorFilter } from '../../src/contract/errors.ts'
import { useSearch } from '../routing/search-params.ts'
import { RunFilter } from '../runs/run-filter.tsx'
import { ServiceField } from '../traces/service-field.tsx'
import { TimeRangeField } from '../traces/time-range-field.tsx'
import { Combobox, matching } from '../ui/combobox.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { Select } from '../ui/select.tsx'
import { ERROR_FILTERS, isFiltered, LEVELS } from './error-filter.ts'

/** The filters of the errors pages. */
export function ErrorFilterBar({
  filter,
  environments,
}: {
  readonly filter: ErrorFilter
  /** Suggested environments. */
  readonly environments: readonly string[]
}) {
  const { location, set } = useSearch(ERROR_FILTERS)
  return (
    <FilterBar clearHref={isFiltered(filter) ? location.path : undefined}>
      <ServiceField value={filter.service} onChoose={(service) => set({ service })} />
      <Select
        label="Level"
        value={filter.level ?? ''}
        options={[
          { value: '', label: 'Any' },
          ...LEVELS.map((level) => ({ value: level, label: level })),
        ]}
        onChoose={(level) => set({ level })}
      />
      <Combobox
        label="Environment"
        value={filter.environment ?? ''}
        placeholder="Any"
        maxLength={256}
        useOptions={matching(environments)}
        onCommit={(environment) => set({ environment })}
      />
      <TimeRangeField search={filter} onChange={set} />
      <RunFilter location={location} />
    </FilterBar>
  )
}
