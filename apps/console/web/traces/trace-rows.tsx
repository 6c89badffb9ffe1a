import type { RefObject } from 'react'
import type { TraceSummary } from '../../src/api/contract.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { formatInstant, toDate } from '../../src/format/instant.ts'
import { ServiceMark, serviceColor } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'

const MOST_SERVICES = 3

/** One link per trace; bars compare durations. */
export function TraceRows({
  traces,
  listRef,
}: {
  readonly traces: readonly TraceSummary[]
  readonly listRef: RefObject<HTMLOListElement | null>
}) {
  const longest = Math.max(1, ...traces.map(({ durationNano }) => Number(durationNano)))
  return (
    <div className="trace-table">
      <div className="trace-columns" aria-hidden="true">
        <span>Trace</span>
        <span>Spans by service</span>
        <span className="number">Errors</span>
        <span className="number">Duration</span>
        <span className="number">Start</span>
      </div>
      <ol ref={listRef}>
        {traces.map((trace) => (
          <li key={trace.traceId}>
            <TraceRow trace={trace} longest={longest} />
          </li>
        ))}
      </ol>
    </div>
  )
}

function TraceRow({ trace, longest }: { readonly trace: TraceSummary; readonly longest: number }) {
  const { traceId, rootService, rootOperation, errorCount } = trace
  const more = trace.services.length - MOST_SERVICES
  const width = `${Math.max(0.5, (100 * Number(trace.durationNano)) / longest)}%`
  return (
    <Link className="trace-row" href={`/traces/${traceId}`} data-row>
      <span className="trace-name">
        <ServiceMark service={rootService} />
        {trace.otherSignals && <b className="no-span">no spans</b>}
        <strong>{rootOperation}</strong>
      </span>
      <span className="trace-services muted">
        {trace.services.slice(0, MOST_SERVICES).map(({ name, spanCount }) => (
          <span key={name}>
            <ServiceMark service={name} /> {spanCount > 0 && spanCount}
          </span>
        ))}
        {more > 0 && <span>+{more} more</span>}
        {trace.otherSignals && <span>{countOtherSignals(trace.otherSignals)}</span>}
      </span>
      <span className="trace-errors number failed">
        {errorCount > 0 ? `${errorCount} ${errorCount === 1 ? 'error' : 'errors'}` : ''}
      </span>
      <span className="trace-duration number">
        <i className={`duration-bar ${serviceColor(rootService)}`} aria-hidden="true">
          <i style={{ width }} />
        </i>
        {formatDuration(BigInt(trace.durationNano))}
      </span>
      <time className="number muted" dateTime={toDate(trace.startUnixNano).toISOString()}>
        {formatInstant(trace.startUnixNano)}
      </time>
    </Link>
  )
}

/** Signal counts of a trace without spans. */
function countOtherSignals({
  segments,
  logs,
  errors,
}: NonNullable<TraceSummary['otherSignals']>): string {
  const counted = (count: number, noun: string) =>
    count === 0 ? [] : [`${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`]
  return [
    ...counted(errors, 'Rollbar occurrence'),
    ...counted(logs, 'log line'),
    ...counted(segments, 'segment'),
  ].join(' · ')
}
