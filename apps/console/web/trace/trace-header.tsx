import type { Trace } from '../../src/contract/traces.ts'
import { countErrors } from '../../src/format/count-errors.ts'
import { countOf } from '../../src/format/count-of.ts'
import { formatTraceDuration } from '../../src/format/duration.ts'
import { formatExactInstant } from '../../src/format/instant.ts'
import { ServiceMark } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'
import { formatTime } from '../time/format-time.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import textCss from '../ui/text.module.css'
import { SignalLists } from './signal-lists.tsx'
import { LinksBack } from './span-links.tsx'
import css from './trace-header.module.css'
import { countSignals } from './trace-signals.ts'
import { traceTitle } from './trace-title.ts'
import { Warning, WarningList } from './trace-warning.tsx'
import type { Waterfall } from './use-waterfall.ts'

/** Title, summary and warnings of a trace. */
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
  const otherSignals = countSignals({ segments, logs, errors: items })
  const hasOtlp = trace.spans.length > 0 || logs.length > 0
  const { unplaced } = waterfall.signals
  const unplacedCount = countSignals(unplaced)
  return (
    <header className={css.header}>
      <h1>{traceTitle(trace)}</h1>
      <p className={css.facts}>
        <span>
          <strong>{formatTraceDuration(trace)}</strong>
        </span>
        <span>{countOf(trace.spans.length, 'span')}</span>
        <span className={errors > 0 ? textCss.failed : textCss.muted}>
          {errors === 0 ? 'no errors' : countOf(errors, 'error')}
        </span>
        <time className={textCss.muted} dateTime={formatExactInstant(trace.startUnixNano)}>
          {formatTime(trace.startUnixNano)}
        </time>
        {otherSignals !== '' && <span className={textCss.muted}>{otherSignals}</span>}
        <CopyButton text={trace.traceId} label="trace ID" />
        <span className={css.links}>
          {hasOtlp && (
            <a
              href={`/api/v1/traces/${trace.traceId}/otlp`}
              download={`${trace.traceId}.otlp.json`}
            >
              Export
            </a>
          )}
          <a href={`/api/v1/traces/${trace.traceId}`} download={`trace-${trace.traceId}.json`}>
            JSON
          </a>
          {logs.length > 0 && <Link href={`/logs?trace=${trace.traceId}`}>Logs of this trace</Link>}
        </span>
      </p>
      <ul className={css.legend} aria-label="Services">
        {[...services].map(([service, { length }]) => (
          <li key={service}>
            <ServiceMark service={service} /> <span className={textCss.muted}>{length}</span>
          </li>
        ))}
      </ul>
      {trace.truncated === true && (
        <Warning>
          This trace is truncated to its first {trace.spans.length.toLocaleString('en')} spans.
        </Warning>
      )}
      {trace.spans.length === 0 && (
        <Warning>
          No spans of this trace were received. They may be unsampled, delayed or dropped.
        </Warning>
      )}
      {loneCount > 0 && trace.spans.length > 0 && (
        <Warning>
          {loneCount === 1
            ? '1 X-Ray segment has no matching span; it is outlined'
            : `${loneCount.toLocaleString('en')} X-Ray segments have no matching span; they are outlined`}{' '}
          in the waterfall.
        </Warning>
      )}
      {trace.spans.length > 0 && unplacedCount !== '' && (
        <WarningList summary={<>{unplacedCount} without a matching span</>}>
          <SignalLists {...unplaced} />
        </WarningList>
      )}
      <LinkedFrom trace={trace} />
      {orphans > 0 && (
        <Warning>
          {orphans === 1
            ? 'The parent of 1 span was not received.'
            : `The parents of ${orphans} spans were not received.`}{' '}
          It may be unsampled, delayed or dropped.
        </Warning>
      )}
    </header>
  )
}

function LinkedFrom({ trace: { linkedFrom = [], linksTruncated } }: { readonly trace: Trace }) {
  if (linkedFrom.length === 0) return null
  const count = linkedFrom.length.toLocaleString('en')
  return (
    <WarningList
      summary={
        <>
          {linksTruncated === true && 'More than '}
          {linkedFrom.length === 1
            ? '1 span of another trace links to this trace'
            : `${count} spans of other traces link to this trace`}
        </>
      }
    >
      <LinksBack links={linkedFrom} />
    </WarningList>
  )
}
