import type { SpanLinkTo } from '../../src/contract/span-links.ts'
import { ServiceMark } from '../components/service-mark.tsx'
import { Link } from '../routing/link.tsx'
import { formatTime } from '../time/format-time.ts'
import textCss from '../ui/text.module.css'
import { AttributeTable } from './attribute-table.tsx'
import { CountedSection } from './counted-section.tsx'
import css from './span-detail.module.css'
import type { TraceSpan } from './span-tree.ts'

/** Links of a span, and spans of other traces that link to it. */
export function SpanLinks({
  span,
  linkedFrom,
}: {
  readonly span: TraceSpan
  readonly linkedFrom: readonly SpanLinkTo[]
}) {
  return (
    <>
      <CountedSection title="Links" count={span.links.length}>
        {span.links.map((link, index) => (
          <div className={css.event} key={index}>
            <TraceLink traceId={link.traceId} spanId={link.spanId} />
            <AttributeTable attributes={link.attributes} />
          </div>
        ))}
      </CountedSection>
      <CountedSection title="Linked from" count={linkedFrom.length}>
        <LinksBack links={linkedFrom} />
      </CountedSection>
    </>
  )
}

/** Spans that link to this trace, each with a link to its trace. */
export function LinksBack({ links }: { readonly links: readonly SpanLinkTo[] }) {
  return links.map((link, index) => (
    <div className={css.event} key={index}>
      <ServiceMark service={link.service} /> {link.operation}{' '}
      <span className={textCss.muted}>{formatTime(link.startUnixNano)}</span>{' '}
      <TraceLink traceId={link.fromTraceId} spanId={link.fromSpanId} />
    </div>
  ))
}

function TraceLink({ traceId, spanId }: { readonly traceId: string; readonly spanId: string }) {
  return (
    <Link href={`/traces/${encodeURIComponent(traceId)}?span=${encodeURIComponent(spanId)}`}>
      <code>{traceId}</code>
    </Link>
  )
}
