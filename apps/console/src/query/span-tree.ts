import type { SpanRow } from '../model/span-row.ts'

export interface PlacedSpan {
  readonly span: SpanRow
  readonly depth: number
  /** The parent is named but not there, or the chain of parents is a circle. */
  readonly orphan: boolean
}

/**
 * Spans of one trace in the order of a waterfall: each directly after its parent, siblings by
 * start. None is left out: what hangs on a missing parent or on a circle starts a tree of its own.
 */
export function placeSpans(spans: readonly SpanRow[]): PlacedSpan[] {
  const byStart = [...spans].sort(compareStarts)
  const ids = new Set(byStart.map(({ SpanId }) => SpanId))
  const children = Map.groupBy(byStart, ({ ParentSpanId }) => ParentSpanId)
  const placed: PlacedSpan[] = []
  const seen = new Set<string>()

  const placeTree = (root: SpanRow, orphan: boolean) => {
    // A stack rather than recursion: a chain of 50,000 spans must not end the process.
    const stack: PlacedSpan[] = [{ span: root, depth: 0, orphan }]
    for (let next = stack.pop(); next; next = stack.pop()) {
      const { span, depth } = next
      if (seen.has(span.SpanId)) continue
      seen.add(span.SpanId)
      placed.push(next)
      for (const child of (children.get(span.SpanId) ?? []).toReversed())
        stack.push({ span: child, depth: depth + 1, orphan: false })
    }
  }

  for (const span of byStart) {
    const isRoot = span.ParentSpanId === ''
    if (isRoot || !ids.has(span.ParentSpanId)) placeTree(span, !isRoot)
  }
  for (const span of byStart) if (!seen.has(span.SpanId)) placeTree(span, true)
  return placed
}

function compareStarts(a: SpanRow, b: SpanRow): number {
  const byTime = a.Timestamp.length - b.Timestamp.length || compareText(a.Timestamp, b.Timestamp)
  return byTime || compareText(a.SpanId, b.SpanId)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
