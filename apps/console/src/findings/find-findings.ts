import { type FindingKind, findingKindNames } from '../contract/finding-kinds.ts'
import type { SpanRow } from '../model/span-row.ts'
import type { Finding } from './finding.ts'
import { lostBetweenTraces, lostOfTrace } from './lost-between-traces.ts'
import { detectors } from './registry.ts'
import { defaultThresholds, type Thresholds } from './thresholds.ts'
import { httpUrl } from './trace/attribute.ts'
import { createTraceGraph, isEntry, type TraceGraph, type TraceInput } from './trace/trace-graph.ts'

export interface FindingSettings {
  readonly thresholds: Thresholds
  /** Kinds that are not looked for. */
  readonly disabled: ReadonlySet<FindingKind>
}

export const defaultFindingSettings: FindingSettings = {
  thresholds: defaultThresholds,
  disabled: new Set(),
}

/**
 * Finds problems in a trace, by kind in the order of the registry. Any trace is accepted; the cost
 * is in proportion to its size.
 * @param nowMillis Decides whether data that is missing may still arrive.
 */
export function findFindings(
  trace: TraceInput,
  { thresholds, disabled }: FindingSettings = defaultFindingSettings,
  nowMillis = Date.now(),
): Finding[] {
  return detect(graphOf(trace, thresholds, nowMillis), { thresholds, disabled })
}

/** As {@link findFindings} for each of several traces; a context that was lost between two of them is found, too. */
export function findFindingsOfTraces(
  traces: readonly TraceInput[],
  settings: FindingSettings,
  nowMillis: number,
): Finding[][] {
  const graphs = traces.map((trace) => graphOf(trace, settings.thresholds, nowMillis))
  const lost = settings.disabled.has('broken-propagation')
    ? new Map<TraceGraph, Finding[]>()
    : lostBetweenTraces(graphs)
  return graphs.map((graph) => [...(lost.get(graph) ?? []), ...detect(graph, settings)])
}

/**
 * The findings of a trace whose caller, in one of the other traces, did not pass its context, or which did not
 * pass its own to one of these.
 */
export function findLostContext(
  trace: TraceInput,
  others: readonly TraceInput[],
  { thresholds }: FindingSettings,
  nowMillis: number,
): Finding[] {
  return lostOfTrace([trace, ...others].map((one) => graphOf(one, thresholds, nowMillis)))
}

/** Client spans for HTTP whose callee is not in the trace. */
export function callsWithoutCallee({ spans }: TraceInput): readonly SpanRow[] {
  const called = new Set(
    spans.filter(({ span }) => isEntry(span)).map(({ span }) => span.ParentSpanId),
  )
  return spans
    .map(({ span }) => span)
    .filter(
      (span) => span.SpanKind === 'Client' && !called.has(span.SpanId) && httpUrl(span) !== '',
    )
}

function graphOf(trace: TraceInput, thresholds: Thresholds, nowMillis: number): TraceGraph {
  return createTraceGraph(trace, isSettled(trace, thresholds, nowMillis))
}

function detect(graph: TraceGraph, { thresholds, disabled }: FindingSettings): Finding[] {
  return findingKindNames
    .filter((kind) => !disabled.has(kind))
    .flatMap((kind) => detectors[kind](graph, thresholds))
}

/** Whether the last signal of the trace ended long enough ago. */
function isSettled(trace: TraceInput, { settleSeconds }: Thresholds, nowMillis: number): boolean {
  const limit = BigInt(nowMillis - settleSeconds * 1_000) * 1_000_000n
  const ended = ({ Timestamp, Duration = '0' }: { Timestamp: string; Duration?: string }) =>
    BigInt(Timestamp) + BigInt(Duration) <= limit
  return (
    trace.spans.every(({ span }) => ended(span)) &&
    [trace.segments, trace.logs, trace.errors].every((rows) => rows.every(ended))
  )
}
