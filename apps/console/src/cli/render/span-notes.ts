import type { Trace, TraceError, TraceLog } from '../../api/contract.ts'
import { formatLogFields } from '../../format/log-fields.ts'
import { plain } from '../terminal.ts'

const MOST_LOG_LINES = 5

/** A line under a span's own. */
export interface SpanNote {
  readonly text: string
  readonly failed: boolean
}

/** What the status of a span, its Rollbar items and its log lines say; log lines are cut at five. */
export function createSpanNotes({ spans, errors = [], logs = [] }: Trace) {
  const errorsOf = Map.groupBy(errors, ({ spanId }) => spanId)
  const logsOf = Map.groupBy(logs, ({ spanId }) => spanId)
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
  const lineNotes = (lines: readonly TraceLog[] = []) => {
    const more = lines.length - MOST_LOG_LINES
    return [
      ...lines.slice(0, MOST_LOG_LINES).map(({ severity, body, attributes }) => ({
        text: plain(`${severity || 'log'}: ${body}  ${formatLogFields(attributes)}`).trimEnd(),
        failed: false,
      })),
      ...(more > 0 ? [{ text: `and ${more} more log lines`, failed: false }] : []),
    ]
  }
  return {
    span(spanId: string): readonly SpanNote[] {
      const message = messageOf.get(spanId)
      return [
        ...(message === undefined ? [] : [{ text: plain(message), failed: true }]),
        ...itemNotes(errorsOf.get(spanId)),
        ...lineNotes(logsOf.get(spanId)),
      ]
    },
    /** What belongs to none of these spans. */
    outside(spanIds: ReadonlySet<string>): readonly SpanNote[] {
      return [
        ...itemNotes(errors.filter(({ spanId }) => !spanIds.has(spanId))),
        ...lineNotes(logs.filter(({ spanId }) => !spanIds.has(spanId))),
      ]
    },
  }
}
