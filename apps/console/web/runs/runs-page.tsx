import { useQuery } from '@tanstack/react-query'
import { runsQuery } from '../api/runs.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { EstimateNote } from '../components/estimate-note.tsx'
import { FirstSteps } from '../components/first-steps.tsx'
import { Link } from '../routing/link.tsx'
import { text, useSearch } from '../routing/search-params.ts'
import { ServiceField } from '../traces/service-field.tsx'
import { TimeRangeField } from '../traces/time-range-field.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { FilterBar } from '../ui/filter-bar.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageLayout } from '../ui/page-layout.tsx'
import textCss from '../ui/text.module.css'
import { RunTable } from './run-table.tsx'

const MAX_RUNS = 200

/** The runs page: each process start of a service with its data. */
export function RunsPage() {
  const { search, set } = useSearch({ service: text, since: text, start: text, end: text })
  const { data, error } = useQuery(runsQuery({ ...search, limit: MAX_RUNS }))
  const isFiltered = Object.keys(search).length > 0
  return (
    <PageLayout title="Runs">
      <FilterBar clearHref={isFiltered ? '/runs' : undefined}>
        <ServiceField value={search.service} onChoose={(service) => set({ service })} />
        <TimeRangeField search={search} onChange={set} />
      </FilterBar>
      {error !== null && <ErrorNotice error={error} />}
      {data === undefined && error === null && <Loading what="runs" />}
      {data?.runs.length === 0 && isFiltered && (
        <EmptyState title="No matching runs">
          <p>
            Choose another service or a longer time range, or{' '}
            <Link href="/runs">show all runs</Link>.
          </p>
        </EmptyState>
      )}
      {data?.runs.length === 0 && !isFiltered && (
        <EmptyState title="No runs yet">
          <p>
            Runs are identified by <code>service.instance.id</code>, which{' '}
            <code>@cruddur/telemetry</code> sends with all signals.
          </p>
          <FirstSteps />
        </EmptyState>
      )}
      {data !== undefined && data.runs.length > 0 && <RunTable runs={data.runs} />}
      <EstimateNote figures={data?.runs ?? []} />
      {data?.runs.length === MAX_RUNS && (
        <p className={textCss.muted}>
          Showing the last {MAX_RUNS} runs; filter by service or time to see others.
        </p>
      )}
    </PageLayout>
  )
}
