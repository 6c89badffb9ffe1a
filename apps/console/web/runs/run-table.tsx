import type { Run } from '../../src/contract/runs.ts'
import { countArrived } from '../../src/format/arrived.ts'
import { formatCount, formatErrors } from '../../src/format/figures.ts'
import { formatAge, toDate } from '../../src/format/instant.ts'
import { ErrorCell } from '../components/error-cell.tsx'
import { ServiceMark } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'
import { formatSeconds } from '../time/format-time.ts'
import { Table } from '../ui/table.tsx'
import textCss from '../ui/text.module.css'
import { linksOfRun } from './run-links.ts'
import css from './runs-page.module.css'

/** Runs with links to their data. */
export function RunTable({ runs }: { readonly runs: readonly Run[] }) {
  return (
    <Table
      label="Runs"
      columns={[
        ...['Service', 'Run', 'Version', 'Host'].map((title) => ({ title })),
        ...['Started', 'Last seen', 'Requests', 'Errors'].map((title) => ({
          title,
          numeric: true,
        })),
        { title: 'Received' },
        { title: 'Data' },
      ]}
    >
      {runs.map((run, index) => (
        <RunRow
          key={`${run.service}\n${run.instanceId}`}
          run={run}
          hasPrevious={runs.slice(index + 1).some(({ service }) => service === run.service)}
        />
      ))}
    </Table>
  )
}

function RunRow({ run, hasPrevious }: { readonly run: Run; readonly hasPrevious: boolean }) {
  const { service, instanceId, version, host, pid, spanCount, errorCount, estimated } = run
  const count = run.requestCount
  return (
    <tr>
      <th scope="row">
        <ServiceMark service={service} />
      </th>
      <td>
        <code title={instanceId}>{instanceId.slice(0, 8)}</code>
      </td>
      <td>{version || '–'}</td>
      <td>{[host, pid && `pid ${pid}`].filter(Boolean).join(', ') || '–'}</td>
      <td className={textCss.number}>
        <time dateTime={toDate(run.firstSeenUnixNano).toISOString()}>
          {formatSeconds(run.firstSeenUnixNano)}
        </time>
      </td>
      <td className={textCss.number}>{formatAge(run.lastSeenUnixNano)}</td>
      {spanCount === 0 ? (
        <td className={`${textCss.number} ${textCss.muted}`} colSpan={2}>
          no spans
        </td>
      ) : (
        <>
          <td className={textCss.number}>{formatCount({ count, estimated })}</td>
          <ErrorCell errorCount={errorCount}>
            {formatErrors({ count, errorCount, estimated })}
          </ErrorCell>
        </>
      )}
      <td className={textCss.wrap}>{countArrived(run)}</td>
      <td className={css.runLinks}>
        {linksOfRun(run, hasPrevious).map(({ label, href }) => (
          <Link key={label} href={href} aria-label={`${label} of run ${instanceId.slice(0, 8)}`}>
            {label}
          </Link>
        ))}
      </td>
    </tr>
  )
}
