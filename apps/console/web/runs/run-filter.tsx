import { useQuery } from '@tanstack/react-query'
import { runsQuery } from '../api/runs.ts'
import { Link } from '../routing/link.tsx'
import { type PageLocation, withQuery } from '../routing/location.ts'
import { formatTime } from '../time/format-time.ts'
import css from './run-filter.module.css'

/** The run filter of a page; renders nothing without one. */
export function RunFilter({ location }: { readonly location: PageLocation }) {
  const run = location.query.get('run') ?? ''
  const known = useQuery({ ...runsQuery({ run, limit: 1 }), enabled: run !== '' }).data?.runs[0]
  if (run === '') return null
  return (
    <p className={css.runFilter}>
      <span>
        Run <code title={run}>{run.slice(0, 8)}</code>
        {known !== undefined && (
          <>
            {' '}
            of {known.service}, started {formatTime(known.firstSeenUnixNano)}
          </>
        )}
      </span>
      <Link href={withQuery(location, { run: undefined })}>All runs</Link>
    </p>
  )
}
