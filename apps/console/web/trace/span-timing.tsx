import { formatDuration, formatExactNanos } from '../../src/format/duration.ts'
import { formatExactInstant } from '../../src/format/instant.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Disclosure } from '../ui/disclosure.tsx'
import textCss from '../ui/text.module.css'
import { AttributeTable } from './attribute-table.tsx'
import { CountedSection } from './counted-section.tsx'
import css from './span-detail.module.css'
import type { SpanNode, TraceSpan } from './span-tree.ts'

/** Time and identity of a span. */
export function Timing({ node: { span, startNanos } }: { readonly node: SpanNode }) {
  return (
    <Disclosure summary="Time and identity" open>
      <dl className={css.list}>
        <dt>Duration</dt>
        <dd>{formatExactNanos(BigInt(span.durationNano))}</dd>
        <dt>Start</dt>
        <dd>{formatExactInstant(span.startUnixNano)}</dd>
        <dt>After trace start</dt>
        <dd>{formatExactNanos(BigInt(startNanos))}</dd>
        <dt>Span ID</dt>
        <dd>
          <CopyButton text={span.spanId} label="span ID" />
        </dd>
        <dt>Parent</dt>
        <dd>
          {span.parentSpanId === '' ? 'none (root span)' : <code>{span.parentSpanId}</code>}
          {span.orphan && ' (not received)'}
        </dd>
        {span.scope !== '' && (
          <>
            <dt>Scope</dt>
            <dd>{span.scope}</dd>
          </>
        )}
      </dl>
    </Disclosure>
  )
}

/** Events of a span with their time after its start. */
export function SpanEvents({ span }: { readonly span: TraceSpan }) {
  return (
    <CountedSection title="Events" count={span.events.length}>
      {span.events.map((event, index) => (
        <div className={css.event} key={index}>
          <p>
            <strong>{event.name}</strong>{' '}
            <span className={textCss.muted}>
              +{formatDuration(BigInt(event.timeUnixNano) - BigInt(span.startUnixNano))}
            </span>
          </p>
          <AttributeTable attributes={event.attributes} />
        </div>
      ))}
    </CountedSection>
  )
}
