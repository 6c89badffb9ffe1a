import type { Detector } from '../detector.ts'
import { findingOf } from '../finding.ts'
import { millis, rounded } from '../text.ts'
import type { SpanNode } from '../trace/trace-graph.ts'

/** Pairs of services whose clocks differ, by the largest difference of their spans. */
export const clockSkew: Detector = ({ nodes }, { clockSkewMillis }) => {
  const skewed = nodes.filter((node) => node.clockSkewMillis >= clockSkewMillis && node.parent)
  const pairs = Map.groupBy(
    skewed,
    ({ span, parent }) => `${parent?.span.ServiceName}\n${span.ServiceName}`,
  )
  return [...pairs.values()].flatMap((ofPair) => {
    const [first] = ofPair
    if (first?.parent === undefined) return []
    const most = ofPair.reduce((largest, node) => Math.max(largest, node.clockSkewMillis), 0)
    const [caller, callee] = [first.parent.span.ServiceName, first.span.ServiceName]
    return [
      findingOf(
        'clock-skew',
        ofPair.flatMap((node) => (node.parent ? [node.parent, node] : [])),
        {
          reason: `${startsBefore(first) ? 'Spans' : 'Responses'} of ${callee} are ${millis(most)} outside their callers in ${caller}`,
          advice: `Synchronize the clocks of the hosts of ${caller} and ${callee} (NTP, chrony), and compare durations instead of times until then.`,
          evidence: { skewMillis: rounded(most), caller, callee },
        },
      ),
    ]
  })
}

function startsBefore(node: SpanNode): boolean {
  return node.startMillis < (node.parent?.startMillis ?? 0)
}
