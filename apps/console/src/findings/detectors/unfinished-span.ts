import type { Detector } from '../detector.ts'
import { type Finding, findingOf, findingWithoutSpans } from '../finding.ts'
import { isEntry, type SpanNode, type TraceGraph } from '../trace/trace-graph.ts'

const advice =
  'End the span in a finally block, so that it also ends when the work fails or is canceled, and stop the process in a way that flushes (SIGTERM, not process.exit()).'

/**
 * Spans that were never received although their local children were, that were sent at their start only,
 * and X-Ray segments that stayed in progress.
 */
export const unfinishedSpan: Detector = (trace) => {
  if (trace.truncated || !trace.isSettled) return []
  return [...missingLocalParents(trace), ...startedOnly(trace), ...segmentsInProgress(trace)]
}

/** IDs of the spans and segments that {@link unfinishedSpan} reports. */
export function unfinishedIds(trace: TraceGraph): ReadonlySet<string> {
  const local = trace.nodes.filter(isLocalOrphan).map(({ span }) => span.ParentSpanId)
  const segments = trace.segments.filter(({ InProgress }) => InProgress)
  return new Set([...local, ...segments.map(({ SegmentId }) => SegmentId)])
}

/** An internal, client or producer span and its parent are of one process. */
function isLocalOrphan(node: SpanNode): boolean {
  return node.isOrphan && !isEntry(node.span) && node.span.SpanKind !== 'Unspecified'
}

function missingLocalParents({ nodes }: TraceGraph): Finding[] {
  const byParent = Map.groupBy(nodes.filter(isLocalOrphan), ({ span }) => span.ParentSpanId)
  return [...byParent].map(([parentId, children]) =>
    findingOf('unfinished-span', children, {
      reason: `Span ${parentId} of ${children[0]?.span.ServiceName} was not received, but ${children.length === 1 ? 'its child was' : `${children.length} of its children were`}`,
      advice,
      evidence: { spanId: parentId, children: children.length },
    }),
  )
}

function startedOnly({ nodes }: TraceGraph): Finding[] {
  return nodes
    .filter(
      ({ durationMillis, startMillis, children }) =>
        durationMillis === 0 && children.some(({ endMillis }) => endMillis > startMillis + 1),
    )
    .map((node) =>
      findingOf('unfinished-span', [node], {
        reason: `${node.span.SpanName} has a start but no end, and its children continued`,
        advice,
        evidence: { spanId: node.span.SpanId },
      }),
    )
}

function segmentsInProgress({ segments, bySpanId }: TraceGraph): Finding[] {
  return segments
    .filter(({ InProgress }) => InProgress)
    .map((segment) => {
      const details = {
        reason: `Segment ${segment.Name} is still in progress`,
        advice,
        evidence: { segmentId: segment.SegmentId },
      }
      const node = bySpanId.get(segment.SegmentId)
      return node === undefined
        ? findingWithoutSpans('unfinished-span', segment.ServiceName || segment.Name, details)
        : findingOf('unfinished-span', [node], details)
    })
}
