import type { TraceInput } from '../../findings/trace/trace-graph.ts'
import type { TelemetryReader } from '../../model/telemetry-reader.ts'
import type { TraceSignalsReader } from '../../model/trace-signals-reader.ts'
import { placeSpans } from '../span-tree.ts'

export interface ReadTrace {
  readonly traceId: string
  readonly input: TraceInput
}

export interface TraceSize {
  readonly traceId: string
  /** Orders the traces, so that those that are read together are near each other. */
  readonly startUnixNano: string
  readonly spanCount: number
}

/** Bounds of the spans that a list reads; a trace beyond them is truncated or left out. */
const readLimits = { spansOfTrace: 2_000, spans: 20_000, linesOfTrace: 500 } as const
/** Those of one query are near each other in time: the slowest traces are spread, the newest are not. */
const tracesAtOnce = 100

/** The traces that fit into the limit of spans, in order. */
export function withinLimit<Size extends TraceSize>(traces: readonly Size[]): Size[] {
  let spans = 0
  return traces.filter(({ spanCount }) => {
    const size = Math.min(spanCount, readLimits.spansOfTrace)
    const fits = spans + size <= readLimits.spans
    if (fits) spans += size
    return fits
  })
}

/** Reads traces with all of their signals, several in one query. */
export async function readTraces(
  readers: { readonly reader: TelemetryReader; readonly traceSignals: TraceSignalsReader },
  traces: readonly TraceSize[],
): Promise<ReadTrace[]> {
  const ids = traces
    .toSorted((a, b) => compare(BigInt(a.startUnixNano), BigInt(b.startUnixNano)))
    .map(({ traceId }) => traceId)
  const parts = Array.from({ length: Math.ceil(ids.length / tracesAtOnce) }, (_, index) =>
    ids.slice(index * tracesAtOnce, (index + 1) * tracesAtOnce),
  )
  return (await Promise.all(parts.map((part) => readPart(readers, part)))).flat()
}

async function readPart(
  { reader, traceSignals }: Parameters<typeof readTraces>[0],
  ids: readonly string[],
): Promise<ReadTrace[]> {
  const { spansOfTrace, linesOfTrace } = readLimits
  const [spans, segments, logs, errors] = await Promise.all([
    reader.getSpansOfTraces(ids, spansOfTrace + 1),
    traceSignals.getSegments(ids, spansOfTrace),
    traceSignals.getLogs(ids, linesOfTrace),
    traceSignals.getErrors(ids, linesOfTrace),
  ])
  const [spansOf, segmentsOf, logsOf, errorsOf] = [
    byTrace(spans),
    byTrace(segments),
    byTrace(logs),
    byTrace(errors),
  ]
  return ids.map((traceId) => {
    const ofTrace = spansOf.get(traceId) ?? []
    return {
      traceId,
      input: {
        spans: placeSpans(ofTrace.slice(0, spansOfTrace)),
        truncated: ofTrace.length > spansOfTrace,
        segments: segmentsOf.get(traceId) ?? [],
        logs: logsOf.get(traceId) ?? [],
        errors: errorsOf.get(traceId) ?? [],
      },
    }
  })
}

function byTrace<Row extends { readonly TraceId: string }>(
  rows: readonly Row[],
): Map<string, Row[]> {
  return Map.groupBy(rows, ({ TraceId }) => TraceId)
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0
}
