import { useQuery } from '@tanstack/react-query'
import { runsQuery } from '../api/runs.ts'
import { Loading } from '../components/loading.tsx'
import { ErrorNotice, FirstSteps, Notice } from '../components/notice.tsx'
import { Link } from '../routing/link.tsx'
import { navigate, useLocation, withQuery } from '../routing/location.ts'
import { ServiceField } from '../traces/service-field.tsx'
import { TimeRangeField } from '../traces/time-range-field.tsx'
import { RunTable } from './run-table.tsx'
import '../traces/traces-page.css'
import './runs-page.css'

const MOST_RUNS = 200

/** The runs page: each process start of a service with its data. */
export function RunsPage() {
  const location = useLocation()
  const text = (name: string) => location.query.get(name) || undefined
  const service = text('service')
  const [since, start, end] = [text('since'), text('start'), text('end')]
  const range = { ...(since && { since }), ...(start && { start }), ...(end && { end }) }
  const search = { ...range, ...(service && { service }), limit: MOST_RUNS }
  const { data, error } = useQuery(runsQuery(search))
  const isFiltered = service !== undefined || Object.keys(range).length > 0
  const set = (changes: Record<string, string | undefined>) =>
    navigate(withQuery(location, changes))
  return (
    <section className="runs-page">
      <title>Runs · Cruddur console</title>
      <h1>Runs</h1>
      <form
        className="filter-bar"
        aria-label="Filters"
        onSubmit={(event) => event.preventDefault()}
      >
        <ServiceField value={service} onChoose={(name) => set({ service: name })} />
        <TimeRangeField search={range} onChange={set} />
      </form>
      {error !== null && <ErrorNotice error={error} />}
      {data === undefined && error === null && <Loading what="runs" />}
      {data?.runs.length === 0 && isFiltered && (
        <Notice title="No matching runs">
          <p>
            Choose another service or a longer time range, or{' '}
            <Link href="/runs">show all runs</Link>.
          </p>
        </Notice>
      )}
      {data?.runs.length === 0 && !isFiltered && (
        <Notice title="No runs yet">
          <p>
            Runs are identified by <code>service.instance.id</code>, which{' '}
            <code>@cruddur/telemetry</code> sends with all signals.
          </p>
          <FirstSteps />
        </Notice>
      )}
      {data !== undefined && data.runs.length > 0 && <RunTable runs={data.runs} />}
      {data?.runs.length === MOST_RUNS && (
        <p className="muted">
          Showing the last {MOST_RUNS} runs; filter by service or time to see others.
        </p>
      )}
    </section>
  )
}
