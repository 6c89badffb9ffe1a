import type { Run } from '../../src/contract/runs.ts'
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

const NUMBERS = ['Started', 'Last seen', 'Requests', 'Errors']
/** Rows received per signal; each number leads to its rows. */
const SIGNALS = ['Spans', 'Segments', 'Log lines', 'Items']

/** Runs with links to their data. */
export function RunTable({ runs }: { readonly runs: readonly Run[] }) {
  return (
    <Table
      label="Runs"
      columns={[
        { title: 'Service' },
        ...[...NUMBERS, ...SIGNALS].map((title) => ({ title, numeric: true })),
        { title: 'Host' },
        { title: 'Analysis' },
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
  const links = linksOfRun(run)
  const id = instanceId.slice(0, 8)
  return (
    <tr>
      <th scope="row">
        <ServiceMark service={service} />
        <p className={css.run}>
          <code title={instanceId}>{id}</code> {version}
        </p>
      </th>
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
      <ReceivedCell count={spanCount} href={links.traces} label={`Traces of run ${id}`} isLinked />
      <ReceivedCell count={run.segmentCount} />
      <ReceivedCell count={run.logCount} href={links.logs} label={`Logs of run ${id}`} />
      <ReceivedCell count={run.itemCount} href={links.errors} label={`Errors of run ${id}`} />
      <td className={textCss.wrap}>
        {[host, pid && `pid ${pid}`].filter(Boolean).join(', ') || '–'}
      </td>
      <td className={css.runLinks}>
        {spanCount > 0 && (
          <Link href={links.query} aria-label={`Query of run ${id}`}>
            Query
          </Link>
        )}
        {hasPrevious && (
          <Link href={links.compare} aria-label={`Compare of run ${id}`}>
            Compare
          </Link>
        )}
      </td>
    </tr>
  )
}

/** Number of received rows, which leads to them. */
function ReceivedCell({
  count,
  href,
  label,
  isLinked = count > 0,
}: {
  readonly count: number
  readonly href?: string
  readonly label?: string
  readonly isLinked?: boolean
}) {
  const text = count.toLocaleString('en')
  return (
    <td className={count > 0 ? textCss.number : `${textCss.number} ${textCss.muted}`}>
      {href !== undefined && isLinked ? (
        <Link href={href}>
          {text} <span className={textCss.hidden}>{label}</span>
        </Link>
      ) : (
        text
      )}
    </td>
  )
}
