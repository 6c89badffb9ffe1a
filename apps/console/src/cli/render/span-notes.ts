import type { TraceError, TraceLog } from '../../contract/signals.ts'
import type { SpanLinkTo } from '../../contract/span-links.ts'
import type { Trace } from '../../contract/traces.ts'
import { formatLogFields } from '../../format/log-fields.ts'
import { plain } from '../terminal.ts'

const MAX_LOG_LINES = 5
const MAX_LINKS = 5

/** A line under a span's own. */
export interface SpanNote {
  readonly text: string
  readonly failed: boolean
}

/**
 * Notes from the status of a span, its Rollbar items, its log lines and its links in both directions;
 * log lines and links are cut at five.
 */
export function createSpanNotes({ spans, errors = [], logs = [], linkedFrom = [] }: Trace) {
  const errorsOf = Map.groupBy(errors, ({ spanId }) => spanId)
  const logsOf = Map.groupBy(logs, ({ spanId }) => spanId)
  const linksOf = new Map(spans.map(({ spanId, links }) => [spanId, links]))
  const linkedFromOf = Map.groupBy(linkedFrom, ({ spanId }) => spanId)
  const messageOf = new Map(
    spans
      .filter(({ status, statusMessage }) => status === 'error' && statusMessage !== '')
      .map(({ spanId, statusMessage }) => [spanId, statusMessage]),
  )
  const itemNotes = (items: readonly TraceError[] = []) =>
    items.map(({ title, message, level }) => ({
      text: plain(`Rollbar ${level}: ${title || message}`),
      failed: true,
    }))
  const lineNotes = (lines: readonly TraceLog[] = []) =>
    firstOf(
      lines.map(
        ({ severity, body, attributes }) =>
          `${severity || 'log'}: ${body}  ${formatLogFields(attributes)}`,
      ),
      MAX_LOG_LINES,
      'log lines',
    )
  const linkNotes = (links: Trace['spans'][number]['links'] = []) =>
    firstOf(
      links.map(({ traceId }) => `→ links to ${traceId}`),
      MAX_LINKS,
      'links',
    )
  const linkBackNotes = (links: readonly SpanLinkTo[] = []) =>
    firstOf(
      links.map(
        ({ fromTraceId, service, operation }) =>
          `← linked from ${fromTraceId}  ${service} ${operation}`,
      ),
      MAX_LINKS,
      'links from other traces',
    )
  return {
    span(spanId: string): readonly SpanNote[] {
      const message = messageOf.get(spanId)
      return [
        ...(message === undefined ? [] : [{ text: plain(message), failed: true }]),
        ...itemNotes(errorsOf.get(spanId)),
        ...lineNotes(logsOf.get(spanId)),
        ...linkNotes(linksOf.get(spanId)),
        ...linkBackNotes(linkedFromOf.get(spanId)),
      ]
    },
    /** Signals without a matching span. */
    outside(spanIds: ReadonlySet<string>): readonly SpanNote[] {
      return [
        ...itemNotes(errors.filter(({ spanId }) => !spanIds.has(spanId))),
        ...lineNotes(logs.filter(({ spanId }) => !spanIds.has(spanId))),
        ...linkBackNotes(linkedFrom.filter(({ spanId }) => !spanIds.has(spanId))),
      ]
    },
  }
}

function firstOf(texts: readonly string[], most: number, noun: string): SpanNote[] {
  const more = texts.length - most
  const shown = more > 0 ? [...texts.slice(0, most), `and ${more} more ${noun}`] : texts
  return shown.map((text) => ({ text: plain(text).trimEnd(), failed: false }))
}
