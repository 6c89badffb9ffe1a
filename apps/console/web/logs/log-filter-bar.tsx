import { useQuery } from '@tanstack/react-query'
import type { Ref } from 'react'
import type { LogSearch } from '../../src/api/contract-logs.ts'
import { logGroupsQuery } from '../api/logs.ts'
import { Link } from '../routing/link.tsx'
import { navigate, type PageLocation, withQuery } from '../routing/location.ts'
import { RunFilter } from '../runs/run-filter.tsx'
import { choices, SelectField, TextField } from '../traces/filter-fields.tsx'
import { ServiceField } from '../traces/service-field.tsx'
import { TimeRangeField } from '../traces/time-range-field.tsx'
import { isFiltered, LEVELS } from './log-search.ts'

/** Each field updates the URL on selection or on blur. */
export function LogFilterBar({
  location,
  search,
  formRef,
}: {
  readonly location: PageLocation
  readonly search: LogSearch
  readonly formRef: Ref<HTMLFormElement>
}) {
  const groups = useQuery(logGroupsQuery).data?.groups ?? []
  const streams = groups.find(({ name }) => name === search.group)?.streams ?? []
  const set = (changes: Record<string, string | undefined>) =>
    navigate(withQuery(location, changes))

  return (
    <form
      ref={formRef}
      className="filter-bar"
      aria-label="Filters"
      onSubmit={(event) => event.preventDefault()}
    >
      <div className="pattern-field">
        <TextField
          label="Filter pattern"
          value={search.filter ?? ''}
          placeholder={'timeout -health   or   { $.level >= 50 }'}
          title={
            'Terms, "a phrase", -excluded, { $.field = "value" && $.n > 1 } or [column, column = 4*]'
          }
          maxLength={1_024}
          onCommit={(filter) => set({ filter })}
        />
      </div>
      <SelectField
        label="Log group"
        value={search.group ?? ''}
        options={choices('All groups', groups, search.group)}
        onChoose={(group) => set({ group, stream: undefined })}
      />
      {search.group !== undefined && (
        <SelectField
          label="Stream"
          value={search.stream ?? ''}
          options={choices('All streams', streams, search.stream)}
          onChoose={(stream) => set({ stream })}
        />
      )}
      <ServiceField value={search.service} onChoose={(service) => set({ service })} />
      <SelectField
        label="Level"
        value={search.level ?? ''}
        options={[
          { value: '', label: 'Any' },
          ...LEVELS.map((level) => ({ value: level, label: `${level} and above` })),
        ]}
        onChoose={(level) => set({ level })}
      />
      <RunFilter location={location} />
      <TimeRangeField search={search} onChange={set} />
      {search.trace !== undefined && (
        <p className="trace-filter">
          Trace <Link href={`/traces/${search.trace}`}>{search.trace.slice(0, 8)}</Link>
        </p>
      )}
      {isFiltered(search) && (
        <Link className="clear-filters" href="/logs">
          Clear filters
        </Link>
      )}
    </form>
  )
}
