import type { TelemetryReader } from '../model/telemetry-reader.ts'
import type { LinkTo, TraceShapeReader } from '../model/trace-shape-reader.ts'
import type { TraceSignalsReader } from '../model/trace-signals-reader.ts'
import { getTraceSignals, type TraceSignals } from './get-trace-signals.ts'
import { QueryError } from './query-error.ts'
import { type PlacedSpan, placeSpans } from './span-tree.ts'

export interface TraceReaders {
  readonly reader: TelemetryReader
  readonly traceSignals: TraceSignalsReader
  readonly traceShape: TraceShapeReader
}

export interface TraceAnswer extends TraceSignals {
  readonly traceId: string
  readonly startUnixNano: string
  readonly durationNano: string
  readonly spans: readonly PlacedSpan[]
  /** More spans are kept than are answered. */
  readonly truncated: boolean
  /** Spans of other traces that link to one of this; the first of them when `linksTruncated`. */
  readonly linkedFrom: readonly LinkTo[]
  readonly linksTruncated: boolean
}

const maxSpans = 100_000
const maxLinksTo = 1_000

/**
 * Everything kept of a trace, which may be log lines or items alone.
 * @throws QueryError when there is nothing
 */
export async function getTrace(
  { reader, traceSignals, traceShape }: TraceReaders,
  traceId: string,
): Promise<TraceAnswer> {
  const id = traceId.toLowerCase()
  const [rows, signals, linksTo] = await Promise.all([
    reader.getSpans(id, maxSpans + 1),
    getTraceSignals(traceSignals, id),
    traceShape.findLinksTo(id, maxLinksTo + 1),
  ])
  const spans = rows.slice(0, maxSpans)
  const moments = [spans, signals.segments, signals.logs, signals.errors].flat()
  if (moments.length === 0)
    throw new QueryError('CON_QUERY_NO_SUCH_TRACE', `Trace ${traceId} not found`)
  return {
    traceId: id,
    ...extent(moments),
    spans: placeSpans(spans),
    truncated: rows.length > maxSpans,
    linkedFrom: linksTo.slice(0, maxLinksTo),
    linksTruncated: linksTo.length > maxLinksTo,
    ...signals,
  }
}

/** From the first start to the last end. */
function extent(moments: readonly { readonly Timestamp: string; readonly Duration?: string }[]) {
  let start = BigInt(moments[0]?.Timestamp ?? 0)
  let end = start
  for (const { Timestamp, Duration = '0' } of moments) {
    const from = BigInt(Timestamp)
    const to = from + BigInt(Duration)
    if (from < start) start = from
    if (to > end) end = to
  }
  return { startUnixNano: String(start), durationNano: String(end - start) }
}
