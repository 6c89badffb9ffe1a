import type { Trace } from '../../src/api/contract.ts'
import { countErrors } from '../../src/format/count-errors.ts'
import { formatDuration } from '../../src/format/duration.ts'
import { formatExactInstant, formatInstant } from '../../src/format/instant.ts'
import { CopyButton } from '../components/copy-button.tsx'
import { ServiceMark } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'
import { SignalLists } from './signal-lists.tsx'
import { LinksBack } from './span-links.tsx'
import { countSignals } from './trace-signals.ts'
import { traceTitle } from './trace-title.ts'
import type { Waterfall } from './use-waterfall.ts'

/** What the trace is, at a glance. */
export function TraceHeader({
  trace,
  waterfall,
}: {
  readonly trace: Trace
  readonly waterfall: Waterfall
}) {
  const services = Map.groupBy(trace.spans, ({ service }) => service)
  const orphans = trace.spans.filter(({ orphan }) => orphan).length
  const { errorCount, loneCount } = waterfall.whole
  const errors = countErrors(trace, errorCount)
  const { segments = [], logs = [], errors: items = [] } = trace
  const beside = countSignals({ segments, logs, errors: items })
  const hasOtlp = trace.spans.length > 0 || logs.length > 0
  const { unplaced } = waterfall.signals
  const unplacedCount = countSignals(unplaced)
  return (
    <header className="trace-header">
      <h1>{traceTitle(trace)}</h1>
      <p className="trace-facts">
        <span>
          <strong>{formatDuration(BigInt(trace.durationNano))}</strong>
        </span>
        <span>
          {trace.spans.length.toLocaleString('en')} {trace.spans.length === 1 ? 'span' : 'spans'}
        </span>
        <span className={errors > 0 ? 'failed' : 'muted'}>
          {errors === 0 ? 'no errors' : `${errors} ${errors === 1 ? 'error' : 'errors'}`}
        </span>
        <time className="muted" dateTime={formatExactInstant(trace.startUnixNano)}>
          {formatInstant(trace.startUnixNano)}
        </time>
        {beside !== '' && <span className="muted">{beside}</span>}
        <CopyButton text={trace.traceId} label="the trace id" />
        {hasOtlp && (
          <a href={`/api/v1/traces/${trace.traceId}/otlp`} download={`${trace.traceId}.otlp.json`}>
            Export
          </a>
        )}
        <a href={`/api/v1/traces/${trace.traceId}`} download={`trace-${trace.traceId}.json`}>
          JSON
        </a>
        {logs.length > 0 && <Link href={`/logs?trace=${trace.traceId}`}>Logs of this trace</Link>}
      </p>
      <ul className="trace-legend" aria-label="Services">
        {[...services].map(([service, { length }]) => (
          <li key={service}>
            <ServiceMark service={service} /> <span className="muted">{length}</span>
          </li>
        ))}
      </ul>
      {trace.truncated === true && (
        <p className="trace-warning">
          The trace has more spans than are shown: these are its first{' '}
          {trace.spans.length.toLocaleString('en')}.
        </p>
      )}
      {trace.spans.length === 0 && (
        <p className="trace-warning">
          No span of this trace has arrived. Spans may still come, may not have been sampled, or
          were lost on the way.
        </p>
      )}
      {loneCount > 0 && trace.spans.length > 0 && (
        <p className="trace-warning">
          {loneCount === 1
            ? 'Of one X-Ray segment no span has arrived; it stands'
            : `Of ${loneCount.toLocaleString('en')} X-Ray segments no span has arrived; they stand`}{' '}
          among the spans.
        </p>
      )}
      {trace.spans.length > 0 && unplacedCount !== '' && (
        <details className="trace-warning unplaced">
          <summary>{unplacedCount} of no span that has arrived</summary>
          <div>
            <SignalLists {...unplaced} />
          </div>
        </details>
      )}
      <LinkedFrom trace={trace} />
      {orphans > 0 && (
        <p className="trace-warning">
          {orphans === 1
            ? 'One span names a parent that has'
            : `${orphans} spans name a parent that has`}{' '}
          not arrived. It may still come, may not have been sampled, or was lost on the way.
        </p>
      )}
    </header>
  )
}

function LinkedFrom({ trace: { linkedFrom = [], linksTruncated } }: { readonly trace: Trace }) {
  if (linkedFrom.length === 0) return null
  const count = linkedFrom.length.toLocaleString('en')
  return (
    <details className="trace-warning unplaced">
      <summary>
        {linksTruncated === true && 'More than '}
        {linkedFrom.length === 1
          ? 'One span of another trace links here'
          : `${count} spans of other traces link here`}
      </summary>
      <div>
        <LinksBack links={linkedFrom} />
      </div>
    </details>
  )
}
