import { countOf } from '../../format/count-of.ts'
import type { Detector } from '../detector.ts'
import { type Finding, findingOf } from '../finding.ts'
import { millis, rounded } from '../text.ts'
import type { Thresholds } from '../thresholds.ts'
import { acquiresConnection, establishesConnection } from '../trace/connection-span.ts'
import type { SpanNode, TraceGraph } from '../trace/trace-graph.ts'

const exhausted =
  /pool.{0,40}(?:exhausted|timeout|timed out|limit|full)|connection is not available|timeout exceeded when trying to connect|too many clients|unable to acquire|acquiring (?:a )?connection|resource request timed out/i

const advice =
  'Hold connections for less time: no calls to other services within a transaction, shorter transactions, no leaked connections. Then raise the maximum of the pool if the database allows more.'

/** Python's HTTP clients name their pool in every timeout. */
const httpPool = /https?connectionpool/i
/** Log lines of level WARN and above. */
const leastSeverity = 13

/** Time in which a request waits for a connection of a pool; setting up a new connection does not count. */
export const poolWait: Detector = (trace, thresholds) => {
  const waits = waitsOf(trace, thresholds)
  const known = new Set(waits.flatMap(({ spans }) => spans))
  const isKnown = ({ spans }: Finding) => spans.some((span) => known.has(span))
  return [...waits, ...reportedExhaustion(trace).filter((finding) => !isKnown(finding))]
}

function waitsOf({ nodes }: TraceGraph, { poolWaitMillis }: Thresholds): Finding[] {
  const waits = new Map<SpanNode, { node: SpanNode; waitMillis: number; isExhausted: boolean }[]>()
  for (const node of nodes) {
    if (node.call !== undefined || !acquiresConnection(node.span)) continue
    const isExhausted = node.span.StatusCode === 'Error' && exhausted.test(messageOf(node))
    const waitMillis = node.durationMillis - establishing(node)
    if (waitMillis < poolWaitMillis && !isExhausted) continue
    const ofRequest = waits.get(node.entry) ?? []
    ofRequest.push({ node, waitMillis, isExhausted })
    waits.set(node.entry, ofRequest)
  }
  return [...waits.values()].map((ofRequest) => {
    const total = ofRequest.reduce((sum, { waitMillis }) => sum + waitMillis, 0)
    const longest = ofRequest.reduce((most, { waitMillis }) => Math.max(most, waitMillis), 0)
    const failed = ofRequest.some(({ isExhausted }) => isExhausted)
    const nodesOfRequest = ofRequest.map(({ node }) => node)
    return findingOf('pool-wait', nodesOfRequest, {
      reason: failed
        ? `No connection became free within ${millis(longest)}: the pool is exhausted`
        : `${countOf(ofRequest.length, 'wait')} for a connection of the pool, ${millis(longest)} at most, ${millis(total)} in total`,
      advice,
      evidence: {
        waits: ofRequest.length,
        longestMillis: rounded(longest),
        totalMillis: rounded(total),
      },
    })
  })
}

/** Exceptions and log lines of pools whose waits have no span, such as HikariCP and SQLAlchemy. */
function reportedExhaustion({ nodes, logs, bySpanId }: TraceGraph): Finding[] {
  const reports = [
    ...nodes.map((node) => ({ node, text: messageOf(node) })),
    ...logs
      .filter(({ SeverityNumber }) => SeverityNumber >= leastSeverity)
      .flatMap(({ SpanId, Body }) => {
        const node = bySpanId.get(SpanId)
        return node === undefined ? [] : [{ node, text: Body.slice(0, 1_000) }]
      }),
  ].filter(({ text }) => exhausted.test(text) && !httpPool.test(text))
  return [...Map.groupBy(reports, ({ node }) => node.entry).values()].map((ofRequest) => {
    const concerned = [...new Set(ofRequest.map(({ node }) => node))]
    return findingOf('pool-wait', concerned, {
      reason: `The pool is exhausted: ${(ofRequest[0]?.text ?? '').trim().slice(0, 120)}`,
      advice,
      evidence: { reports: ofRequest.length },
    })
  })
}

/** Time that the span spends in setting up a connection. */
function establishing({ children }: SpanNode): number {
  return children
    .filter(({ span }) => establishesConnection(span))
    .reduce((sum, { durationMillis }) => sum + durationMillis, 0)
}

function messageOf({ span }: SpanNode): string {
  const events = span['Events.Attributes'].map((event) => event['exception.message'] ?? '')
  return [span.StatusMessage, ...events].join(' ').slice(0, 1_000)
}
