import { countOf } from '../../format/count-of.ts'
import type { Detector } from '../detector.ts'
import { type Finding, findingOf } from '../finding.ts'
import { millis, rounded } from '../text.ts'
import { eventLoopProcesses, firstAtLeast, type ProcessTimes } from '../trace/process-times.ts'
import { isEntry, type SpanNode, type TraceGraph } from '../trace/trace-graph.ts'

/** Calls whose responses waited end together, as soon as the event loop is free. */
const togetherMillis = 5
const reported =
  /event[ _.-]?loop.{0,30}(?:block|lag|delay|stall)|(?:block|stall).{0,20}event[ _.-]?loop/i
const advice =
  'Move the work off the event loop: a worker thread, smaller steps with setImmediate between them, or the asynchronous form of the function (crypto, zlib, file system, JSON of large bodies).'

/**
 * Three signs: a span without children during which the process records nothing, after which open calls end
 * together; responses that the callee had sent long before several calls end together; and a span
 * event or a log line that reports it.
 */
export const eventLoopBlocked: Detector = (trace, { blockedMillis }) => [
  ...eventLoopProcesses(trace.nodes).flatMap((process) => {
    const busy = busySpans(process, blockedMillis)
    return busy.length > 0 ? busy : lateResponses(process, blockedMillis)
  }),
  ...reportedBlocks(trace),
]

function busySpans({ nodes, calls, isQuiet }: ProcessTimes, least: number): Finding[] {
  const ends = Float64Array.from(calls, ({ endMillis }) => endMillis)
  return nodes.flatMap((node) => {
    if (node.span.SpanKind !== 'Internal' || node.children.length > 0) return []
    if (node.durationMillis < least) return []
    const first = firstAtLeast(ends, node.endMillis - 0.5)
    const afterLast = firstAtLeast(ends, node.endMillis + togetherMillis)
    // A hundred calls that end within five milliseconds are enough.
    const waiting = calls
      .slice(first, Math.min(afterLast, first + 100))
      .filter((call) => call.startMillis < node.startMillis + 1)
    const isCertain = waiting.length >= 2 || waiting.some((call) => lagOf(call) >= least)
    if (!isCertain || !isQuiet(node.startMillis, node.endMillis)) return []
    return [
      findingOf('event-loop-blocked', [node, ...waiting], {
        reason: `${node.span.SpanName} blocks the event loop for ${millis(node.durationMillis)} while ${countOf(waiting.length, 'call')} waited`,
        advice,
        evidence: { blockedMillis: rounded(node.durationMillis), waiting: waiting.length },
      }),
    ]
  })
}

function lateResponses({ calls, isQuiet }: ProcessTimes, least: number): Finding[] {
  const late = calls.filter((call) => lagOf(call) >= least)
  const findings: Finding[] = []
  let together: SpanNode[] = []
  const endGroup = () => {
    const [first] = together
    if (first !== undefined && together.length >= 2) {
      const lag = Math.min(...together.slice(0, 100).map(lagOf))
      if (isQuiet(first.endMillis - lag, first.endMillis))
        findings.push(
          findingOf('event-loop-blocked', together, {
            reason: `Responses of ${countOf(together.length, 'call')} had arrived ${millis(lag)} before the calls ended together: the event loop of ${first.span.ServiceName} was busy`,
            advice,
            evidence: { blockedMillis: rounded(lag), waiting: together.length },
          }),
        )
    }
    together = []
  }
  for (const call of late) {
    const last = together.at(-1)
    if (last !== undefined && call.endMillis - last.endMillis > togetherMillis) endGroup()
    together.push(call)
  }
  endGroup()
  return findings
}

/** Duration of the call minus that of its callee; durations, because the clocks may differ. */
function lagOf(call: SpanNode): number {
  const callee = call.children.find(({ span }) => isEntry(span))
  return callee === undefined ? 0 : call.durationMillis - callee.durationMillis
}

function reportedBlocks({ nodes, logs, bySpanId }: TraceGraph): Finding[] {
  const byEvent = nodes.filter(({ span }) =>
    span['Events.Name'].some((name) => reported.test(name)),
  )
  const byLine = logs
    .filter(({ Body, SpanId }) => SpanId !== '' && reported.test(Body.slice(0, 500)))
    .flatMap(({ SpanId }) => bySpanId.get(SpanId) ?? [])
  const concerned = [...new Set([...byEvent, ...byLine])]
  if (concerned.length === 0) return []
  return [
    findingOf('event-loop-blocked', concerned, {
      reason: `${countOf(concerned.length, 'span')} recorded that the event loop was blocked`,
      advice,
      evidence: { events: byEvent.length, lines: byLine.length },
    }),
  ]
}
