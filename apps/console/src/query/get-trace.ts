import type { SpanLinkTo } from '../contract/span-links.ts'
import type { SpanRow } from '../model/span-row.ts'
import type { TelemetryReader } from '../model/telemetry-reader.ts'
import type { TraceShapeReader } from '../model/trace-shape-reader.ts'
import type { TraceSignalsReader } from '../model/trace-signals-reader.ts'
import { getTraceSignals, type TraceSignals } from './get-trace-signals.ts'
import { QueryError } from './query-error.ts'
import { type PlacedSpan, placeSpans } from './span-tree.ts'
import { parseTraceId } from './trace-id.ts'

export interface TraceReaders {
  readonly reader: TelemetryReader
  readonly traceSignals: TraceSignalsReader
  readonly traceShape: TraceShapeReader
}

export interface TraceResult extends TraceSignals {
  readonly traceId: string
  readonly startUnixNano: string
  /** The last moment of any signal. */
  readonly endUnixNano: string
  readonly durationNano: string
  readonly extentNano: string
  readonly spans: readonly PlacedSpan[]
  /** More spans are stored than returned. */
  readonly truncated: boolean
  /** Spans of other traces that link to this one; the first of them when `linksTruncated`. */
  readonly linkedFrom: readonly SpanLinkTo[]
  readonly linksTruncated: boolean
}

const maxSpans = 100_000
const maxLinksTo = 1_000

/**
 * All stored data of a trace, which may be log lines or items alone.
 * @throws QueryError when there is nothing
 */
export async function getTrace(
  { reader, traceSignals, traceShape }: TraceReaders,
  traceId: string,
): Promise<TraceResult> {
  const id = parseTraceId(traceId)
  const [rows, signals, linksTo] = await Promise.all([
    reader.getSpans(id, maxSpans + 1),
    getTraceSignals(traceSignals, id),
    traceShape.findLinksTo(id, maxLinksTo + 1),
  ])
  const spans = rows.slice(0, maxSpans)
  const moments = [spans, signals.segments, signals.logs, signals.errors].flat()
  if (moments.length === 0)
    throw new QueryError('CON_QUERY_NO_SUCH_TRACE', `Trace ${traceId} not found`)
  const all = extent(moments)
  const ofSpans = extent(spans.length > 0 ? spans : moments)
  const root = rootOf(spans)
  return {
    traceId: id,
    startUnixNano: String(all.start),
    endUnixNano: String(all.end),
    durationNano: root?.Duration ?? String(ofSpans.end - ofSpans.start),
    extentNano: String(ofSpans.end - ofSpans.start),
    spans: placeSpans(spans),
    truncated: rows.length > maxSpans,
    linkedFrom: linksTo.slice(0, maxLinksTo),
    linksTruncated: linksTo.length > maxLinksTo,
    ...signals,
  }
}

/** The first span without a parent; spans come by start. */
function rootOf(spans: readonly SpanRow[]): SpanRow | undefined {
  const [first, ...others] = spans.filter(({ ParentSpanId }) => ParentSpanId === '')
  if (first === undefined) return undefined
  return others
    .filter(({ Timestamp }) => Timestamp === first.Timestamp)
    .reduce((one, other) => (BigInt(other.Duration) > BigInt(one.Duration) ? other : one), first)
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
  return { start, end }
}
