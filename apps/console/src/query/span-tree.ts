import { type Place, placeRows } from '../model/place-rows.ts'
import type { SpanRow } from '../model/span-row.ts'

export interface PlacedSpan extends Place {
  readonly span: SpanRow
}

/** Spans of one trace in waterfall order. */
export function placeSpans(spans: readonly SpanRow[]): PlacedSpan[] {
  return placeRows(
    spans.map((span) => ({
      span,
      spanId: span.SpanId,
      parentSpanId: span.ParentSpanId,
      kind: span.SpanKind,
      service: span.ServiceName,
      startUnixNano: span.Timestamp,
      durationNano: span.Duration,
    })),
  )
}
