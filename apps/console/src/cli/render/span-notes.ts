import type { Trace } from '../../api/contract.ts'
import { plain } from '../terminal.ts'

const MOST_LOG_LINES = 5

/** A line under a span's own. */
export interface SpanNote {
  readonly text: string
  readonly failed: boolean
}

/** What a span's status, its Rollbar items and its log lines say, by span id; log lines are cut at five. */
export function createSpanNotes({ spans, errors = [], logs = [] }: Trace) {
  const errorsOf = Map.groupBy(errors, ({ spanId }) => spanId)
  const logsOf = Map.groupBy(logs, ({ spanId }) => spanId)
  const messageOf = new Map(
    spans
      .filter(({ status, statusMessage }) => status === 'error' && statusMessage !== '')
      .map(({ spanId, statusMessage }) => [spanId, statusMessage]),
  )
  return (spanId: string): readonly SpanNote[] => {
    const message = messageOf.get(spanId)
    const lines = logsOf.get(spanId) ?? []
    const more = lines.length - MOST_LOG_LINES
    return [
      ...(message === undefined ? [] : [{ text: plain(message), failed: true }]),
      ...(errorsOf.get(spanId) ?? []).map(({ title, message, level }) => ({
        text: plain(`Rollbar ${level}: ${title || message}`),
        failed: true,
      })),
      ...lines.slice(0, MOST_LOG_LINES).map(({ severity, body }) => ({
        text: plain(`${severity || 'log'}: ${body}`),
        failed: false,
      })),
      ...(more > 0 ? [{ text: `and ${more} more log lines`, failed: false }] : []),
    ]
  }
}
