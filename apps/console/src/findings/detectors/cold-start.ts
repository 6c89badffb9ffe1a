import type { Detector } from '../detector.ts'
import { findingOf } from '../finding.ts'
import { millis, rounded, some } from '../text.ts'
import { attribute } from '../trace/attribute.ts'
import { setsUp } from '../trace/connection-span.ts'
import { isEntry, type SpanNode, type TraceGraph } from '../trace/trace-graph.ts'

const minShare = 0.3
const advice =
  'Do the setup before the service accepts requests: open connections and load modules at start, and report ready only then. For functions, keep instances warm or use provisioned concurrency.'

/** Requests that a function reports as cold, or in which setup work takes a large part. */
export const coldStart: Detector = (trace, { coldStartMillis }) => {
  const setUps = new Map<SpanNode, SpanNode[]>()
  for (const node of trace.nodes) {
    if (node.entry === node || !setsUp(node.span)) continue
    const ofRequest = setUps.get(node.entry)
    if (ofRequest) ofRequest.push(node)
    else setUps.set(node.entry, [node])
  }
  const bySpans = [...setUps].flatMap(([request, spans]) => {
    const total = unionMillis(spans)
    if (total < coldStartMillis || total < minShare * request.durationMillis) return []
    const names = [...new Set(spans.map(({ span }) => span.SpanName))]
    return [
      findingOf('cold-start', [request, ...spans], {
        reason: `${millis(total)} of the ${millis(request.durationMillis)} of ${request.span.SpanName} are setup: ${some(names)}`,
        advice,
        evidence: { setUpMillis: rounded(total), requestMillis: rounded(request.durationMillis) },
      }),
    ]
  })
  const known = new Set(bySpans.flatMap(({ spans }) => spans))
  return [
    ...bySpans,
    ...reportedCold(trace).filter(({ spans: [first] }) => !known.has(first ?? '')),
  ]
}

function reportedCold({ nodes, segments, bySpanId }: TraceGraph) {
  const functions = nodes.filter(
    ({ span }) => isEntry(span) && attribute(span, 'faas.coldstart') === 'true',
  )
  // X-Ray records the start of a Lambda function as a subsegment.
  const initialized = segments
    .filter(({ Name, IsSubsegment }) => IsSubsegment && Name === 'Initialization')
    .flatMap(({ ParentId }) => bySpanId.get(ParentId)?.entry ?? [])
  return [...new Set([...functions, ...initialized])].map((node) =>
    findingOf('cold-start', [node], {
      reason: `${node.span.SpanName} was served by a new instance`,
      advice,
      evidence: { requestMillis: rounded(node.durationMillis) },
    }),
  )
}

/** Time that at least one of the spans covers. */
function unionMillis(spans: readonly SpanNode[]): number {
  let total = 0
  let coveredUntil = Number.NEGATIVE_INFINITY
  for (const { startMillis, endMillis } of spans.toSorted(
    (a, b) => a.startMillis - b.startMillis,
  )) {
    total += Math.max(0, endMillis - Math.max(startMillis, coveredUntil))
    coveredUntil = Math.max(coveredUntil, endMillis)
  }
  return total
}
