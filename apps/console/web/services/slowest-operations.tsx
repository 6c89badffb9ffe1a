import { queryOptions, useQuery } from '@tanstack/react-query'
import type { TimeFilters } from '../../src/contract/filters.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { formatCount, formatErrorRate } from '../../src/format/figures.ts'
import { client } from '../api/client.ts'
import { ErrorCell } from '../components/error-cell.tsx'
import { Link } from '../routing/link.tsx'
import { Table } from '../ui/table.tsx'
import textCss from '../ui/text.module.css'

const REFRESH_MILLIS = 10_000
const MAX_SHOWN = 8

/** Requests of a service by operation. */
export const operationFiguresQuery = (service: string, time: TimeFilters) =>
  queryOptions({
    queryKey: ['operations-by-latency', service, time],
    queryFn: ({ signal }) =>
      client.countSpans(
        {
          ...{ service, ...time, by: 'operation', limit: 50 },
          where: 'kind = server OR kind = consumer',
        },
        { signal },
      ),
    // The page requests it before the table is there.
    staleTime: REFRESH_MILLIS / 2,
    refetchInterval: REFRESH_MILLIS,
    retry: false,
  })

/** Operations of a service, with the slowest P95 first. */
export function SlowestOperations({
  service,
  time,
}: {
  readonly service: string
  readonly time: TimeFilters
}) {
  const { data } = useQuery(operationFiguresQuery(service, time))
  const groups = (data?.groups ?? [])
    .toSorted((a, b) => Number(b.total.p95Nano) - Number(a.total.p95Nano))
    .slice(0, MAX_SHOWN)
  if (data !== undefined && groups.length === 0)
    return <p className={textCss.muted}>No requests.</p>
  return (
    <Table
      label="Slowest operations"
      columns={[
        { title: 'Operation' },
        ...['Requests', 'Errors', 'P50', 'P95'].map((title) => ({ title, numeric: true })),
      ]}
    >
      {groups.map(({ value, total }) => (
        <tr key={value}>
          <th scope="row">
            <Link
              href={`/traces?${new URLSearchParams({ service, operation: value ?? '', ...time, sort: 'longest' })}`}
            >
              {value}
            </Link>
          </th>
          <td className={textCss.number}>{formatCount(total)}</td>
          <ErrorCell errorCount={total.errorCount}>{formatErrorRate(total)}</ErrorCell>
          <td className={textCss.number}>{formatDuration(BigInt(total.p50Nano))}</td>
          <td className={textCss.number}>{formatDuration(BigInt(total.p95Nano))}</td>
        </tr>
      ))}
    </Table>
  )
}
