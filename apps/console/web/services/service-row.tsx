import type { TimeFilters } from '../../src/contract/filters.ts'
import type { ServiceSummary } from '../../src/contract/traces.ts'
import { countArrived } from '../../src/format/arrived.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { ESTIMATED, formatErrorRate } from '../../src/format/figures.ts'
import { formatAge, formatExactInstant } from '../../src/format/instant.ts'
import { ErrorCell } from '../components/error-cell.tsx'
import { ServiceMark } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'
import type { TimeSteps } from '../time/time-steps.ts'
import { inTime } from '../time/url-time.ts'
import { serviceColor } from '../ui/colors.ts'
import { Sparkline } from '../ui/sparkline.tsx'
import textCss from '../ui/text.module.css'
import { describeStart } from './service-condition-note.tsx'
import { describeDelivery, formatRate, type ServiceHealth } from './service-health.ts'
import css from './service-row.module.css'
import type { ServiceFindings } from './use-service-findings.ts'

/** One service; the trends of all rows share one time axis. */
export function ServiceRow({
  health,
  steps,
  findings,
  time,
  summary,
}: {
  readonly health: ServiceHealth
  readonly steps: TimeSteps
  readonly findings: ServiceFindings | undefined
  readonly time: TimeFilters
  readonly summary: ServiceSummary | undefined
}) {
  const { name, perMinute, p50, p95, overview, lastRun, condition } = health
  const estimate = overview?.requests.estimated === true ? ESTIMATED : ''
  return (
    <tr className={serviceColor(name)}>
      <th scope="row">
        <Link
          className={css.name}
          href={inTime(`/services/${encodeURIComponent(name)}`, time)}
          data-row
        >
          <ServiceMark service={name} />
        </Link>
        {condition !== undefined && (
          <p className={condition.kind === 'errors' ? css.failing : css.slow}>
            <span>{describeStart(condition, steps)}</span> <span>{condition.change}</span>
          </p>
        )}
      </th>
      {perMinute === undefined || overview === undefined ? (
        <td colSpan={7} className={textCss.muted}>
          {summary === undefined
            ? 'No data received'
            : `No requests · ${countArrived(summary)}, last ${formatAge(summary.lastSeenUnixNano)}`}
        </td>
      ) : (
        <>
          <td className={textCss.number}>{`${estimate}${formatRate(perMinute)}`}</td>
          <ErrorCell errorCount={overview.requests.errorCount}>
            {formatErrorRate(overview.requests)}
          </ErrorCell>
          <td className={textCss.number}>{formatDuration(BigInt(Math.round(p50 ?? 0)))}</td>
          <td className={textCss.number}>{formatDuration(BigInt(Math.round(p95 ?? 0)))}</td>
          <td className={css.trend}>
            <Sparkline values={overview.requestCounts} label={`Requests of ${name}`} />
          </td>
          <td className={css.trend}>
            <Sparkline values={health.errorRates} failed label={`Error rate of ${name}`} />
          </td>
          <td className={css.trend}>
            <Sparkline values={health.p95s} label={`P95 of ${name}`} />
          </td>
        </>
      )}
      <td className={textCss.number}>
        <Findings service={name} time={time} findings={findings} />
      </td>
      <td className={textCss.wrap}>
        <Delivery health={health} />
      </td>
      <td>
        <Link href={`/metrics?service=${encodeURIComponent(name)}`}>
          Metrics<span className={textCss.hidden}> of {name}</span>
        </Link>
      </td>
      <td className={css.deployment}>
        {lastRun === undefined ? (
          <span className={textCss.muted}>–</span>
        ) : (
          <Link
            href={`/runs?service=${encodeURIComponent(name)}`}
            title={formatExactInstant(lastRun.firstSeenUnixNano)}
          >
            {formatAge(lastRun.firstSeenUnixNano)}
            <span className={textCss.hidden}> Runs of {name}</span>
          </Link>
        )}
        {lastRun !== undefined && lastRun.version !== '' && (
          <span className={textCss.muted}> {lastRun.version}</span>
        )}
      </td>
    </tr>
  )
}

function Findings({
  service,
  time,
  findings,
}: {
  readonly service: string
  readonly time: TimeFilters
  readonly findings: ServiceFindings | undefined
}) {
  if (findings === undefined) return <span className={textCss.muted}>–</span>
  const { count, hasErrors } = findings
  return (
    <Link
      className={hasErrors ? textCss.failed : undefined}
      href={`/findings?${new URLSearchParams({ service, ...time })}`}
    >
      {count}
      <span className={textCss.hidden}>
        {count === 1 ? ' finding' : ' findings'} of {service}
      </span>
    </Link>
  )
}

function Delivery({ health: { ledger } }: { readonly health: ServiceHealth }) {
  const { text, isBad } = describeDelivery(ledger)
  const short = isBad ? text : (text.split(';')[0] ?? text)
  return (
    <span className={isBad ? css.warning : textCss.muted}>
      {isBad && <span aria-hidden="true">⚠ </span>}
      {short}
    </span>
  )
}
