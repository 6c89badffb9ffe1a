import { type Place, type PlacedRow, placeRows } from '../model/place-rows.ts'

/** The fields of an X-Ray segment or subsegment that a row needs. */
interface Segment {
  readonly segmentId: string
  readonly parentId: string
  readonly name: string
  readonly service: string
  readonly run?: string
  readonly isSubsegment: boolean
  readonly namespace: string
  readonly startUnixNano: string
  readonly durationNano: string
  readonly error: boolean
  readonly fault: boolean
  readonly annotations: Readonly<Record<string, string>>
}

/** A segment in the place of the span that did not arrive. */
export interface SegmentRow extends PlacedRow, Place {
  readonly onlySegment: true
  readonly name: string
  readonly status: 'unset' | 'error'
  readonly statusMessage: ''
  readonly attributes: Record<string, string>
  readonly resource: Record<string, string>
  readonly scope: ''
  readonly events: []
  readonly links: []
}

/**
 * The rows of a waterfall: spans in their order, and a row for each segment without a span of its ID,
 * below its parent and between its siblings by start.
 */
export function waterfallRows<Span extends PlacedRow & Place>(
  spans: readonly Span[],
  segments: readonly Segment[],
): readonly (Span | SegmentRow)[] {
  const spanIds = new Set(spans.map(({ spanId }) => spanId))
  const unmatched = segments.filter(({ segmentId }) => !spanIds.has(segmentId)).map(toRow)
  return unmatched.length === 0 ? spans : placeRows<Span | SegmentRow>([...spans, ...unmatched])
}

function toRow(segment: Segment): SegmentRow {
  const { isSubsegment, error, fault } = segment
  return {
    onlySegment: true,
    spanId: segment.segmentId,
    rowId: segment.segmentId,
    parentSpanId: segment.parentId,
    name: segment.name,
    kind: isSubsegment ? (segment.namespace === '' ? 'Internal' : 'Client') : 'Server',
    service: segment.service,
    startUnixNano: segment.startUnixNano,
    durationNano: segment.durationNano,
    // A 4xx response is an error of the caller; the caller's subsegment has it.
    status: fault || (isSubsegment && error) ? 'error' : 'unset',
    ...{
      depth: 0,
      orphan: false,
      statusMessage: '',
      scope: '',
      resource: segment.run ? { 'service.instance.id': segment.run } : {},
      events: [],
      links: [],
    },
    attributes: { ...segment.annotations },
  }
}
