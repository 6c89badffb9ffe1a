import type { Ref } from 'react'
import type { ErrorFilter } from '../../src/api/contract-errors.ts'
import { Link } from '../routing/link.tsx'
import { navigate, type PageLocation, withQuery } from '../routing/location.ts'
import { RunFilter } from '../runs/run-filter.tsx'
import { SelectField, TextField } from '../traces/filter-fields.tsx'
import { ServiceField } from '../traces/service-field.tsx'
import { TimeRangeField } from '../traces/time-range-field.tsx'
import { isFiltered, LEVELS } from './error-filter.ts'

/** Each field updates the URL on selection or on blur. */
export function ErrorFilterBar({
  location,
  filter,
  environments,
  formRef,
}: {
  readonly location: PageLocation
  readonly filter: ErrorFilter
  /** Suggested environments. */
  readonly environments: readonly string[]
  readonly formRef: Ref<HTMLFormElement>
}) {
  const set = (changes: Record<string, string | undefined>) =>
    navigate(withQuery(location, changes))

  return (
    <form
      ref={formRef}
      className="filter-bar"
      aria-label="Filters"
      onSubmit={(event) => event.preventDefault()}
    >
      <ServiceField value={filter.service} onChoose={(service) => set({ service })} />
      <SelectField
        label="Level"
        value={filter.level ?? ''}
        options={[
          { value: '', label: 'Any' },
          ...LEVELS.map((level) => ({ value: level, label: level })),
        ]}
        onChoose={(level) => set({ level })}
      />
      <TextField
        label="Environment"
        value={filter.environment ?? ''}
        placeholder="Any"
        maxLength={256}
        suggestions={environments}
        onCommit={(environment) => set({ environment })}
      />
      <RunFilter location={location} />
      <TimeRangeField search={filter} onChange={set} />
      {isFiltered(filter) && (
        <Link className="clear-filters" href={location.path}>
          Clear filters
        </Link>
      )}
    </form>
  )
}
