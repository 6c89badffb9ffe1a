import { countOf } from '../../format/count-of.ts'
import type { Detector } from '../detector.ts'
import { type Finding, findingOf, findingWithoutSpans } from '../finding.ts'
import type { SpanNode, TraceGraph } from '../trace/trace-graph.ts'
import { unfinishedIds } from './unfinished-span.ts'

interface Reference {
  readonly service: string
  readonly spanId: string
  readonly signal: 'log line' | 'item' | 'segment'
}

const advice =
  'Check the delivery counters of the service for dropped spans, and that all signals use the same sampling decision and the same trace context.'

/**
 * Signals that name a span of a trace which is not stored. Signals of requests that were not sampled, and
 * segments of services that send no spans, are complete without one.
 */
export const missingSpan: Detector = (trace) => {
  if (trace.truncated || !trace.isSettled) return []
  const unfinished = unfinishedIds(trace)
  const missing = referencesOf(trace).filter(
    ({ spanId }) => spanId !== '' && !trace.bySpanId.has(spanId) && !unfinished.has(spanId),
  )
  const services = Map.groupBy(missing, ({ service }) => service)
  return [...services].map(([service, references]) => findingFor(trace, service, references))
}

function referencesOf({ nodes, logs, errors, segments }: TraceGraph): Reference[] {
  const withSpans = new Set(nodes.map(({ span }) => span.ServiceName))
  const isSampled = (flags: number) => (flags & 1) === 1
  // A sender that never sets the flag does not record sampling.
  const knowsFlags = new Set(
    logs.filter(({ TraceFlags }) => isSampled(TraceFlags)).map((line) => line.ServiceName),
  )
  return [
    ...logs
      .filter(({ TraceFlags, ServiceName }) =>
        knowsFlags.has(ServiceName) ? isSampled(TraceFlags) : withSpans.has(ServiceName),
      )
      .map(({ ServiceName, SpanId }) => ({
        service: ServiceName,
        spanId: SpanId,
        signal: 'log line' as const,
      })),
    ...errors
      .filter(({ ServiceName }) => withSpans.has(ServiceName))
      .map(({ ServiceName, SpanId }) => ({
        service: ServiceName,
        spanId: SpanId,
        signal: 'item' as const,
      })),
    ...segments
      .filter(
        (segment) =>
          !segment.IsSubsegment && !segment.InProgress && withSpans.has(segment.ServiceName),
      )
      .map(({ ServiceName, SegmentId }) => ({
        service: ServiceName,
        spanId: SegmentId,
        signal: 'segment' as const,
      })),
  ]
}

function findingFor(trace: TraceGraph, service: string, references: readonly Reference[]): Finding {
  const bySignal = Map.groupBy(references, ({ signal }) => signal)
  const counts = [...bySignal].map(([signal, ofSignal]) => countOf(ofSignal.length, signal))
  const ids = [...new Set(references.map(({ spanId }) => spanId))]
  const details = {
    reason: `${counts.join(' and ')} of ${service} ${references.length === 1 ? 'refers' : 'refer'} to ${countOf(ids.length, 'span')} that ${ids.length === 1 ? 'is' : 'are'} not stored`,
    advice,
    evidence: {
      references: references.length,
      missingSpans: ids.length,
      firstSpanId: ids[0] ?? '',
    },
  }
  const near: SpanNode | undefined = trace.nodes.find(({ span }) => span.ServiceName === service)
  return near === undefined
    ? findingWithoutSpans('missing-span', service, details)
    : findingOf('missing-span', [near.entry], details)
}
