import { useQuery } from '@tanstack/react-query'
import { formatDuration } from '../../src/format/duration.ts'
import { client } from '../api/client.ts'
import { Link } from '../routing/link.tsx'
import { formatSeconds } from '../time/format-time.ts'
import css from './newest-errors.module.css'

const REFRESH_MILLIS = 30_000
const MAX_SHOWN = 6

/** The traces that took longest. */
export function SlowestRequests({ since }: { readonly since: string }) {
  const { data } = useQuery({
    queryKey: ['slowest-requests', since],
    queryFn: ({ signal }) =>
      client.searchTraces({ since, sort: 'longest', limit: MAX_SHOWN }, { signal }),
    refetchInterval: REFRESH_MILLIS,
    retry: false,
  })
  if (data?.traces.length === 0) return <p className="muted">No requests.</p>
  return (
    <ul className={css.list}>
      {data?.traces.map(({ traceId, rootService, rootOperation, durationNano, startUnixNano }) => (
        <li key={traceId}>
          <Link href={`/traces/${traceId}`}>{rootOperation}</Link>
          <span className="muted">
            {[formatDuration(BigInt(durationNano)), rootService, formatSeconds(startUnixNano)].join(
              ' · ',
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
