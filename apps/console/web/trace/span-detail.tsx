import { ServiceMark } from '../components/service-mark.tsx'
import { StatusCode } from '../components/status-code.tsx'
import { Button } from '../ui/button.tsx'
import textCss from '../ui/text.module.css'
import { showToast } from '../ui/toast.tsx'
import { AttributeTable } from './attribute-table.tsx'
import { SignalLists } from './signal-lists.tsx'
import css from './span-detail.module.css'
import { SpanLinks } from './span-links.tsx'
import { describeSkew, statusCodeOf, toCurl } from './span-text.ts'
import { SpanEvents, Timing } from './span-timing.tsx'
import { hasChildren, type SpanNode } from './span-tree.ts'
import { Warning } from './trace-warning.tsx'
import type { Waterfall } from './use-waterfall.ts'

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
  const spanSignals = signals.of(span.spanId)
  const curl = toCurl(span)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrollable regions must be reachable by keyboard
    <aside className={css.detail} aria-label="Selected span" tabIndex={0}>
      <header className={css.head}>
        <h2>{span.name}</h2>
        <span className={css.buttons}>
          {hasChildren(node) && node !== scope.root && (
            <Button
              title="Show only this span and its descendants (f)"
              onClick={() => waterfall.focusOn(node)}
            >
              Focus
            </Button>
          )}
          <Button title="Zoom to this span (+)" onClick={waterfall.zoomToSelected}>
            Zoom
          </Button>
          <Button look="plain" aria-label="Close details" onClick={waterfall.unselect}>
            ✕
          </Button>
        </span>
      </header>
      <p className={css.facts}>
        <ServiceMark service={span.service} />
        <span className={textCss.muted}>{span.kind}</span>
        {node.failed && <strong className={textCss.failed}>Error</strong>}
        {span.status === 'ok' && <span>Ok</span>}
        <StatusCode code={statusCodeOf(span)} />
        {curl !== undefined && (
          <Button size="small" onClick={() => void copyCurl(curl)}>
            Copy as curl
          </Button>
        )}
      </p>
      {span.statusMessage !== '' && <p className={css.message}>{span.statusMessage}</p>}
      {node.skewNanos !== 0 && <Warning>{describeSkew(node.skewNanos)}</Warning>}
      <SignalLists {...spanSignals} />
      {span.onlySegment && (
        <p className={textCss.muted}>X-Ray only: no span with this ID was received.</p>
      )}
      {signals.expectsSegment(span.service) && spanSignals.segments.length === 0 && (
        <p className={textCss.muted}>X-Ray has no segment for this span.</p>
      )}
      {!span.onlySegment && (
        <AttributeTable title="Attributes" attributes={span.attributes} open queryable />
      )}
      <SpanEvents span={span} />
      <SpanLinks span={span} linkedFrom={waterfall.linkedFrom.get(span.spanId) ?? []} />
      <Timing node={node} />
      <AttributeTable title="Resource" attributes={span.resource} queryable />
    </aside>
  )
}

async function copyCurl(command: string): Promise<void> {
  await navigator.clipboard.writeText(command)
  showToast('Command copied')
}
