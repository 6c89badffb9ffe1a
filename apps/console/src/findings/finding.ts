import { type FindingKind, type FindingSeverity, findingKinds } from '../contract/finding-kinds.ts'
import type { SpanNode } from './trace/trace-graph.ts'

/** Something about a trace that is worth changing, with its spans, its reason and a remedy. */
export interface Finding {
  readonly kind: FindingKind
  readonly severity: FindingSeverity
  /** Of the request or job that it concerns; '' when no span of it is known. */
  readonly service: string
  readonly operation: string
  /** Row IDs of the spans concerned, the first 100 by start. */
  readonly spans: readonly string[]
  /** Number of spans concerned. */
  readonly spanCount: number
  /** One sentence with the figures of this trace. */
  readonly reason: string
  /** Advice to fix it. */
  readonly advice: string
  /** The figures behind the reason, by name; names end in their unit. */
  readonly evidence: Readonly<Record<string, string | number>>
}

type Details = Pick<Finding, 'reason' | 'advice' | 'evidence'>

const maxSpans = 100

/** A finding about spans, which must not be empty; the request is the one that the first span belongs to. */
export function findingOf(
  kind: FindingKind,
  nodes: readonly SpanNode[],
  details: Details,
  request = nodes[0]?.entry,
): Finding {
  return {
    kind,
    severity: findingKinds[kind].severity,
    service: request?.span.ServiceName ?? '',
    operation: request?.span.SpanName ?? '',
    spans: nodes.slice(0, maxSpans).map(({ rowId }) => rowId),
    spanCount: nodes.length,
    ...details,
  }
}

/** A finding about data without a span. */
export function findingWithoutSpans(kind: FindingKind, service: string, details: Details): Finding {
  const { severity } = findingKinds[kind]
  return { kind, severity, service, operation: '', spans: [], spanCount: 0, ...details }
}
