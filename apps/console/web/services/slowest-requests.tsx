import { useQuery } from '@tanstack/react-query'
import type { TimeFilters } from '../../src/contract/filters.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { client } from '../api/client.ts'
import { Link } from '../routing/link.tsx'
import { formatSeconds } from '../time/format-time.ts'
import { Loading } from '../ui/loading.tsx'
import textCss from '../ui/text.module.css'
import css from './newest-errors.module.css'

const REFRESH_MILLIS = 30_000
const MAX_SHOWN = 6

/** The traces that took longest; the link of one without spans is its ID. */
export function SlowestRequests({ time }: { readonly time: TimeFilters }) {
  const { data, isLoading } = useQuery({
    queryKey: ['slowest-requests', time],
    queryFn: ({ signal }) =>
      client.searchTraces({ ...time, sort: 'longest', limit: MAX_SHOWN }, { signal }),
    refetchInterval: REFRESH_MILLIS,
    retry: false,
  })
  if (isLoading) return <Loading what="slowest requests" />
  if (data?.traces.length === 0) return <p className={textCss.muted}>No requests.</p>
  return (
    <ul className={css.list}>
      {data?.traces.map(({ traceId, rootService, rootOperation, durationNano, startUnixNano }) => (
        <li key={traceId}>
          <Link href={`/traces/${traceId}`}>{rootOperation || traceId}</Link>
          <span className={textCss.muted}>
            {[formatDuration(BigInt(durationNano)), rootService, formatSeconds(startUnixNano)].join(
              ' · ',
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
