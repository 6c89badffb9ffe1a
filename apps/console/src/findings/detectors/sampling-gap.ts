import { countOf } from '../../format/count-of.ts'
import type { Detector } from '../detector.ts'
import { findingOf } from '../finding.ts'
import { isEntry, type SpanNode } from '../trace/trace-graph.ts'

/**
 * A server or consumer span whose parent is not stored, below another part of the trace. The first part may
 * have a caller that sends its spans elsewhere (a browser, a load balancer), and so may others with the same
 * caller.
 */
export const samplingGap: Detector = ({ roots, nodes, truncated, isSettled }) => {
  const [first] = roots
  if (first === undefined || truncated || !isSettled) return []
  const parts = roots.filter((root) => root !== first && root.isOrphan && isEntry(root.span))
  if (parts.length === 0) return []
  const isComplete = !first.isOrphan
  const callers = isComplete ? [] : openCalls(nodes)
  const gaps = parts.filter(
    ({ span, startMillis }) =>
      span.ParentSpanId !== first.span.ParentSpanId &&
      (isComplete ||
        callers.some(
          (call) =>
            call.span.ServiceName !== span.ServiceName &&
            call.startMillis <= startMillis &&
            startMillis <= call.endMillis,
        )),
  )
  const [gap] = gaps
  if (gap === undefined) return []
  const services = [...new Set(gaps.map(({ span }) => span.ServiceName))]
  return [
    findingOf('sampling-gap', gaps, {
      reason: `${countOf(gaps.length, 'part')} of the trace (${services.slice(0, 3).join(', ')}) ${gaps.length === 1 ? 'refers to a parent' : 'refer to parents'} that ${gaps.length === 1 ? 'is' : 'are'} not stored`,
      advice:
        'Use a parent-based sampler in every service in between, and send the spans of all of them here, including those of proxies.',
      evidence: { parts: gaps.length, firstParentSpanId: gap.span.ParentSpanId },
    }),
  ]
}

/** The first 200 calls without a callee. */
function openCalls(nodes: readonly SpanNode[]): SpanNode[] {
  return nodes
    .filter(
      ({ span, children }) =>
        (span.SpanKind === 'Client' || span.SpanKind === 'Producer') &&
        !children.some((child) => isEntry(child.span)),
    )
    .slice(0, 200)
}
