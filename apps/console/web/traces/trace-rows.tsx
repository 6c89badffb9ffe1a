import type { RefObject } from 'react'
import type { TraceSummary } from '../../src/contract/traces.ts'
import { countOf } from '../../src/format/count-of.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { formatExactInstant } from '../../src/format/instant.ts'
import { ServiceMark } from '../components/service-mark.tsx'
import { StatusCode } from '../components/status-code.tsx'
import { Link } from '../routing/link.tsx'
import { formatTime } from '../time/format-time.ts'
import { serviceColor } from '../ui/colors.ts'
import { Dot } from '../ui/swatch.tsx'
import textCss from '../ui/text.module.css'
import css from './trace-rows.module.css'

const MAX_DOTS = 4

/** One link per trace; bars compare durations. */
export function TraceRows({
  traces,
  findings,
  listRef,
}: {
  readonly traces: readonly TraceSummary[]
  /** Titles of the findings of a trace, by trace ID. */
  readonly findings: ReadonlyMap<string, readonly string[]>
  readonly listRef: RefObject<HTMLOListElement | null>
}) {
  const longest = Math.max(1, ...traces.map(({ durationNano }) => Number(durationNano)))
  return (
    <div className={css.table}>
      <div className={css.columns} aria-hidden="true">
        <span>Service</span>
        <span>Operation</span>
        <span>Status</span>
        <span>Spans</span>
        <span className={textCss.number}>Duration</span>
        <span className={textCss.number}>Time</span>
      </div>
      <ol ref={listRef}>
        {traces.map((trace) => (
          <li key={trace.traceId}>
            <TraceRow
              trace={trace}
              longest={longest}
              findings={findings.get(trace.traceId) ?? []}
            />
          </li>
        ))}
      </ol>
    </div>
  )
}

function TraceRow({
  trace,
  longest,
  findings,
}: {
  readonly trace: TraceSummary
  readonly longest: number
  readonly findings: readonly string[]
}) {
  const { traceId, rootService, rootOperation, errorCount, rootTarget = '' } = trace
  const width = `${Math.max(0.5, (100 * Number(trace.durationNano)) / longest)}%`
  return (
    <Link className={css.row} href={`/traces/${traceId}`} data-row>
      <span className={css.service}>
        <ServiceMark service={rootService} />
      </span>
      <span className={css.operation}>
        <span className={css.name}>
          {trace.otherSignals && <b className={textCss.tag}>no spans</b>}
          <strong title={rootOperation}>{rootOperation}</strong>
          {findings.length > 0 && (
            <b className={css.findings} title={findings.join(', ')}>
              {countOf(findings.length, 'finding')}
            </b>
          )}
        </span>
        {rootTarget !== '' && (
          <span className={css.target} title={rootTarget}>
            {rootTarget}
          </span>
        )}
      </span>
      <span className={css.status}>
        <StatusCode code={trace.rootStatusCode ?? ''} />
        {errorCount > 0 && <span className={css.errors}>{countOf(errorCount, 'error')}</span>}
      </span>
      <Services trace={trace} />
      <span className={css.duration}>
        <i className={`${css.bar} ${serviceColor(rootService)}`} aria-hidden="true">
          <i style={{ width }} />
        </i>
        {formatDuration(BigInt(trace.durationNano))}
      </span>
      <time
        className={`${textCss.number} ${textCss.muted}`}
        dateTime={formatExactInstant(trace.startUnixNano)}
        title={formatExactInstant(trace.startUnixNano)}
      >
        {formatTime(trace.startUnixNano)}
      </time>
    </Link>
  )
}

function Services({ trace: { services, otherSignals } }: { readonly trace: TraceSummary }) {
  if (otherSignals !== undefined)
    return <span className={css.signals}>{countSignals(otherSignals)}</span>
  const more = services.length - MAX_DOTS
  const spans = services.map(({ name, spanCount }) => `${name} ${spanCount.toLocaleString('en')}`)
  return (
    <span className={css.services} title={spans.join('\n')}>
      <span className={css.spanCount}>
        {services.reduce((sum, { spanCount }) => sum + spanCount, 0).toLocaleString('en')}
      </span>
      <span className={textCss.hidden}> spans of {spans.join(', ')} </span>
      {services.slice(0, MAX_DOTS).map(({ name }) => (
        <Dot key={name} color={serviceColor(name)} />
      ))}
      {more > 0 && <span aria-hidden="true">+{more}</span>}
    </span>
  )
}

/** Signal counts of a trace without spans. */
function countSignals({
  segments,
  logs,
  errors,
}: NonNullable<TraceSummary['otherSignals']>): string {
  const counted = (count: number, noun: string) => (count === 0 ? [] : [countOf(count, noun)])
  return [
    ...counted(errors, 'Rollbar occurrence'),
    ...counted(logs, 'log line'),
    ...counted(segments, 'segment'),
  ].join(' · ')
}
