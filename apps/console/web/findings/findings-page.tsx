import { useQuery } from '@tanstack/react-query'
import { findingKindNames, findingKinds } from '../../src/contract/finding-kinds.ts'
import type { FindingList } from '../../src/contract/findings.ts'
import { findingsQuery } from '../api/findings.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { FirstSteps } from '../components/first-steps.tsx'
import { countText, ListStatus } from '../components/list-status.tsx'
import { Link } from '../routing/link.tsx'
import { oneOf, text, useSearch } from '../routing/search-params.ts'
import { RunFilter } from '../runs/run-filter.tsx'
import { TIME_PARAMS, withTime } from '../time/url-time.ts'
import { ServiceField } from '../traces/service-field.tsx'
import { TimeRangeField } from '../traces/time-range-field.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import { Select } from '../ui/select.tsx'
import { FindingKindSection } from './finding-kind-section.tsx'

const KINDS = [
  { value: '', label: 'All kinds' },
  ...findingKindNames.map((kind) => ({ value: kind, label: findingKinds[kind].title })),
]
const MAX_GROUPS = 500

/** Findings of recent traces, by kind and operation. */
export function FindingsPage() {
  const {
    location,
    search: requested,
    set,
  } = useSearch({
    service: text,
    run: text,
    kind: oneOf(...findingKindNames),
    ...TIME_PARAMS,
  })
  const search = withTime(requested)
  const { data, error } = useQuery(findingsQuery({ ...search, limit: MAX_GROUPS }))
  const isFiltered = search.service !== undefined || search.kind !== undefined
  return (
    <PageLayout title="Findings">
      <FilterBar clearHref={isFiltered ? '/findings' : undefined}>
        <ServiceField value={search.service} onChoose={(service) => set({ service })} />
        <Select
          label="Kind"
          value={search.kind ?? ''}
          options={KINDS}
          onChoose={(kind) => set({ kind })}
        />
        <TimeRangeField search={search} bounded onChange={set} />
      </FilterBar>
      <RunFilter location={location} />
      {error !== null && <ErrorNotice error={error} />}
      {data === undefined && error === null && <Loading what="findings" />}
      {data !== undefined && <Results list={data} isFiltered={isFiltered} />}
    </PageLayout>
  )
}

function Results({
  list,
  isFiltered,
}: {
  readonly list: FindingList
  readonly isFiltered: boolean
}) {
  const kinds = Map.groupBy(list.groups, ({ kind }) => kind)
  return (
    <>
      <ListStatus text={describeExamined(list)} />
      {list.examined.traces === 0 && !isFiltered && (
        <EmptyState title="No traces in this time range">
          <FirstSteps />
        </EmptyState>
      )}
      {list.groups.length === 0 && (list.examined.traces > 0 || isFiltered) && (
        <EmptyState title={isFiltered ? 'No matching findings' : 'No findings'}>
          <p>
            {isFiltered ? (
              <>
                Choose another filter, or <Link href="/findings">show all findings</Link>.
              </>
            ) : (
              'Choose a longer time range to examine older traces.'
            )}
          </p>
        </EmptyState>
      )}
      {[...kinds].map(([kind, groups]) => (
        <FindingKindSection key={kind} kind={kind} groups={groups} />
      ))}
    </>
  )
}

function describeExamined({ groups, examined }: FindingList): string {
  const { traces, spans, isPartial } = examined
  const found = new Set(groups.map(({ kind }) => kind)).size
  return [
    ...(found === 0 ? [] : [countText(found, 'kind')]),
    `${found === 0 ? 'Examined' : 'examined'} ${countText(traces, 'trace')} with ${countText(spans, 'span')}`,
    ...(isPartial ? ['the newest, slowest and those with errors'] : []),
  ].join(' · ')
}
