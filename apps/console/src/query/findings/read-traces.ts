import type { TraceInput } from '../../findings/trace/trace-graph.ts'
import type { TelemetryReader, TraceSize } from '../../model/telemetry-reader.ts'
import type { TraceSignalsReader } from '../../model/trace-signals-reader.ts'
import { placeSpans } from '../span-tree.ts'

export interface ReadTrace {
  readonly traceId: string
  /** Of the first span; of the first row without any. */
  readonly startUnixNano: string
  readonly input: TraceInput
}

/** Bounds of the spans that are read; a trace beyond them is truncated or left out. */
const readLimits = { spansOfTrace: 2_000, spans: 20_000, linesOfTrace: 500 } as const

/** Reads traces with all of their signals, as many as fit into the limit of spans, in order. */
export async function readTraces(
  {
    reader,
    traceSignals,
  }: { readonly reader: TelemetryReader; readonly traceSignals: TraceSignalsReader },
  traceIds: readonly string[],
): Promise<ReadTrace[]> {
  const { spansOfTrace, linesOfTrace } = readLimits
  const readSpans = async () => {
    const fitting = withinLimit(traceIds, await reader.countSpans(traceIds))
    return { fitting, spans: await reader.getSpansOfTraces(fitting, spansOfTrace + 1) }
  }
  const [{ fitting, spans }, segments, logs, errors] = await Promise.all([
    readSpans(),
    traceSignals.getSegments(traceIds, spansOfTrace),
    traceSignals.getLogs(traceIds, linesOfTrace),
    traceSignals.getErrors(traceIds, linesOfTrace),
  ])
  const [spansOf, segmentsOf, logsOf, errorsOf] = [
    byTrace(spans),
    byTrace(segments),
    byTrace(logs),
    byTrace(errors),
  ]
  return fitting.flatMap((traceId) => {
    const ofTrace = spansOf.get(traceId) ?? []
    const input = {
      spans: placeSpans(ofTrace.slice(0, spansOfTrace)),
      truncated: ofTrace.length > spansOfTrace,
      segments: segmentsOf.get(traceId) ?? [],
      logs: logsOf.get(traceId) ?? [],
      errors: errorsOf.get(traceId) ?? [],
    }
    const rows = ofTrace.length > 0 ? ofTrace : [input.segments, input.logs, input.errors].flat()
    return rows.length === 0 ? [] : [{ traceId, input, startUnixNano: first(rows) }]
  })
}

function withinLimit(traceIds: readonly string[], sizes: readonly TraceSize[]): string[] {
  const spanCounts = new Map(sizes.map(({ traceId, spanCount }) => [traceId, spanCount]))
  let spans = 0
  return traceIds.filter((traceId) => {
    const size = Math.min(spanCounts.get(traceId) ?? 0, readLimits.spansOfTrace)
    const fits = spans + size <= readLimits.spans
    if (fits) spans += size
    return fits
  })
}

function byTrace<Row extends { readonly TraceId: string }>(
  rows: readonly Row[],
): Map<string, Row[]> {
  return Map.groupBy(rows, ({ TraceId }) => TraceId)
}

function first(rows: readonly { readonly Timestamp: string }[]): string {
  let start = BigInt(rows[0]?.Timestamp ?? 0)
  for (const { Timestamp } of rows) if (BigInt(Timestamp) < start) start = BigInt(Timestamp)
  return String(start)
}
