/** What places a span in a waterfall. */
interface PlacedSpan {
  readonly spanId: string
  /** '' for a root. */
  readonly parentSpanId: string
  readonly service: string
  /** Nanoseconds since the epoch as decimal text. */
  readonly startUnixNano: string
  readonly depth: number
  readonly orphan: boolean
}

/** What a row takes of an X-Ray segment or subsegment. */
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
export interface SegmentRow extends PlacedSpan {
  readonly onlySegment: true
  readonly name: string
  readonly kind: string
  readonly durationNano: string
  readonly status: 'unset' | 'error'
  readonly statusMessage: ''
  readonly attributes: Record<string, string>
  readonly resource: Record<string, string>
  readonly scope: ''
  readonly events: []
  readonly links: []
}

/**
 * The rows of a waterfall: spans in their order, and among them a row for each segment without a span
 * of its id, below its parent and between its siblings by start. A span that only missed such a
 * segment as its parent is no orphan.
 */
export function waterfallRows<Span extends PlacedSpan>(
  spans: readonly Span[],
  segments: readonly Segment[],
): readonly (Span | SegmentRow)[] {
  const spanIds = new Set(spans.map(({ spanId }) => spanId))
  const lone = segments.filter(({ segmentId }) => !spanIds.has(segmentId)).map(toRow)
  if (lone.length === 0) return spans
  return placeRows([...spans, ...lone].sort(byStart))
}

/** As the API places spans: what hangs on a missing parent or on a circle starts a tree of its own. */
function placeRows<Row extends PlacedSpan>(rows: readonly Row[]): Row[] {
  const ids = new Set(rows.map(({ spanId }) => spanId))
  const childrenOf = Map.groupBy(rows, ({ parentSpanId }) => parentSpanId)
  const placed: Row[] = []
  const seen = new Set<string>()
  const placeTree = (root: Row, orphan: boolean) => {
    const stack: Row[] = [{ ...root, depth: 0, orphan }]
    for (let row = stack.pop(); row !== undefined; row = stack.pop()) {
      if (seen.has(row.spanId)) continue
      seen.add(row.spanId)
      placed.push(row)
      const { service, depth } = row
      for (const child of (childrenOf.get(row.spanId) ?? []).toReversed())
        stack.push({
          ...child,
          // A subsegment that came alone does not say whose it is.
          service: child.service || service,
          depth: depth + 1,
          orphan: false,
        })
    }
  }
  for (const row of rows) {
    const isRoot = row.parentSpanId === ''
    if (isRoot || !ids.has(row.parentSpanId)) placeTree(row, !isRoot)
  }
  for (const row of rows) if (!seen.has(row.spanId)) placeTree(row, true)
  return placed
}

function toRow(segment: Segment): SegmentRow {
  const { isSubsegment, error, fault } = segment
  return {
    onlySegment: true,
    spanId: segment.segmentId,
    parentSpanId: segment.parentId,
    name: segment.name,
    kind: isSubsegment ? (segment.namespace === '' ? 'Internal' : 'Client') : 'Server',
    service: segment.service,
    startUnixNano: segment.startUnixNano,
    durationNano: segment.durationNano,
    // A service's answer of 4xx is its caller's mistake, and the caller's subsegment says so.
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

function byStart(a: PlacedSpan, b: PlacedSpan): number {
  const [one, other] = [a.startUnixNano, b.startUnixNano]
  return one.length - other.length || compareText(one, other) || compareText(a.spanId, b.spanId)
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
