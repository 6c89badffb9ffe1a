import { formatDuration, formatExactNanos } from '../../src/format/duration.ts'
import { formatExactInstant } from '../../src/format/instant.ts'
import { CopyButton } from '../components/copy-button.tsx'
import { ServiceMark } from '../components/service-mark.tsx'
import { AttributeTable } from './attribute-table.tsx'
import { CountedSection } from './counted-section.tsx'
import { SignalLists } from './signal-lists.tsx'
import { SpanLinks } from './span-links.tsx'
import { hasChildren, type SpanNode, type TraceSpan } from './span-tree.ts'
import type { Waterfall } from './use-waterfall.ts'
import './span-detail.css'

/** Details of the selected span. */
export function SpanDetail({
  node,
  waterfall,
}: {
  readonly node: SpanNode
  readonly waterfall: Waterfall
}) {
  const { span } = node
  const { signals, scope } = waterfall
  const beside = signals.of(span.spanId)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable regions must be reachable by keyboard
    <aside className="span-detail" aria-label="Selected span" tabIndex={0}>
      <header>
        <h2>{span.name}</h2>
        <span className="detail-buttons">
          {hasChildren(node) && node !== scope.root && (
            <button
              type="button"
              title="Show only this span and its descendants (f)"
              onClick={() => waterfall.focusOn(node)}
            >
              Focus
            </button>
          )}
          <button
            type="button"
            className="quiet"
            aria-label="Close details"
            onClick={waterfall.unselect}
          >
            ✕
          </button>
        </span>
      </header>
      <p className="detail-facts">
        <ServiceMark service={span.service} />
        <span className="muted">{span.kind}</span>
        {node.failed && <strong className="failed">Error</strong>}
        {span.status === 'ok' && <span>Ok</span>}
      </p>
      {span.statusMessage !== '' && <p className="status-message">{span.statusMessage}</p>}
      <SignalLists {...beside} />
      {span.onlySegment && <p className="muted">X-Ray only: no span with this ID was received.</p>}
      {signals.expectsSegment(span.service) && beside.segments.length === 0 && (
        <p className="muted">X-Ray has no segment for this span.</p>
      )}
      {!span.onlySegment && <AttributeTable title="Attributes" attributes={span.attributes} open />}
      <SpanEvents span={span} />
      <SpanLinks span={span} linkedFrom={waterfall.linkedFrom.get(span.spanId) ?? []} />
      <Timing node={node} />
      <AttributeTable title="Resource" attributes={span.resource} />
    </aside>
  )
}

function Timing({ node: { span, startNanos } }: { readonly node: SpanNode }) {
  return (
    <details open>
      <summary>Time and identity</summary>
      <dl className="detail-list">
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
    </details>
  )
}

function SpanEvents({ span }: { readonly span: TraceSpan }) {
  return (
    <CountedSection title="Events" count={span.events.length}>
      {span.events.map((event, index) => (
        <div className="detail-event" key={index}>
          <p>
            <strong>{event.name}</strong>{' '}
            <span className="muted">
              +{formatDuration(BigInt(event.timeUnixNano) - BigInt(span.startUnixNano))}
            </span>
          </p>
          <AttributeTable attributes={event.attributes} />
        </div>
      ))}
    </CountedSection>
  )
}
