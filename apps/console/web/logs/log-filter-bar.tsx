import { useQuery } from '@tanstack/react-query'
import type { LogLine, LogSearch } from '../../src/contract/logs.ts'
import { logGroupsQuery } from '../api/logs.ts'
import { Link } from '../routing/link.tsx'
import { useSearch } from '../routing/search-params.ts'
import { RunFilter } from '../runs/run-filter.tsx'
import { ServiceField } from '../traces/service-field.tsx'
import { TimeRangeField } from '../traces/time-range-field.tsx'
import { Combobox, matching } from '../ui/combobox.tsx'
import { TextField } from '../ui/field.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { choices, Select } from '../ui/select.tsx'
import { isFiltered, LEVELS, LOG_PARAMS } from './log-search.ts'

/** The filters of the logs page. */
export function LogFilterBar({
  search,
  lines,
}: {
  readonly search: LogSearch
  /** Their attributes are offered as columns. */
  readonly lines: readonly LogLine[]
}) {
  const { location, search: params, set, href } = useSearch(LOG_PARAMS)
  const groups = useQuery(logGroupsQuery).data?.groups ?? []
  const streams = groups.find(({ name }) => name === search.group)?.streams ?? []
  const attributes = new Set(lines.slice(0, 100).flatMap((line) => Object.keys(line.attributes)))
  const cleared = Object.keys(search).map((name) => [name, undefined])
  return (
    <FilterBar
      clearHref={isFiltered(search) ? href(Object.fromEntries(cleared)) : undefined}
      furtherOpen={search.group !== undefined || params.columns !== undefined}
      further={
        <>
          <Select
            label="Log group"
            value={search.group ?? ''}
            options={choices('All groups', groups, search.group)}
            onChoose={(group) => set({ group, stream: undefined })}
          />
          {search.group !== undefined && (
            <Select
              label="Stream"
              value={search.stream ?? ''}
              options={choices('All streams', streams, search.stream)}
              onChoose={(stream) => set({ stream })}
            />
          )}
          <Combobox
            label="Columns"
            value={params.columns ?? ''}
            placeholder="e.g. status,route"
            useOptions={matching([...attributes].sort())}
            onCommit={(columns) => set({ columns })}
          />
        </>
      }
    >
      <TextField
        label="Filter pattern"
        wide
        mono
        value={search.filter ?? ''}
        placeholder={'timeout -health   or   { $.level >= 50 }'}
        title={
          'Terms, "a phrase", -excluded, { $.field = "value" && $.n > 1 } or [column, column = 4*]'
        }
        maxLength={1_024}
        onCommit={(filter) => set({ filter })}
      />
      <ServiceField value={search.service} onChoose={(service) => set({ service })} />
      <Select
        label="Level"
        value={search.level ?? ''}
        options={[
          { value: '', label: 'Any' },
          ...LEVELS.map((level) => ({ value: level, label: `${level} and above` })),
        ]}
        onChoose={(level) => set({ level })}
      />
      <TimeRangeField search={search} onChange={set} />
      {search.trace !== undefined && (
        <p>
          Trace <Link href={`/traces/${search.trace}`}>{search.trace.slice(0, 8)}</Link>
        </p>
      )}
      <RunFilter location={location} />
    </FilterBar>
  )
}
