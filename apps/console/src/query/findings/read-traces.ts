import type { TraceInput } from '../../findings/trace/trace-graph.ts'
import type { Changes } from '../../model/changes.ts'
import type { TelemetryReader } from '../../model/telemetry-reader.ts'
import type { TraceSignalsReader } from '../../model/trace-signals-reader.ts'
import { placeSpans } from '../span-tree.ts'
import { createTraceCache } from './trace-cache.ts'

export interface ReadTrace {
  readonly traceId: string
  /** Of the first span; of the first row without any. */
  readonly startUnixNano: string
  readonly input: TraceInput
}

/** Reads traces with all of their signals, as many as fit into the limit of spans, in order. */
export type ReadTraces = (traceIds: readonly string[]) => Promise<readonly ReadTrace[]>

export interface SignalReaders {
  readonly reader: TelemetryReader
  readonly traceSignals: TraceSignalsReader
  /** Of a store that no one else writes to. */
  readonly changes?: Changes | undefined
}

/** Bounds of the spans that are read; a trace beyond them is truncated or left out. */
const readLimits = { spansOfTrace: 2_000, spans: 20_000, linesOfTrace: 500 } as const
/** Of the texts of the rows, about half of their memory. */
const maxCacheChars = 16_000_000
const maxCacheAgeMillis = 300_000
/** Names and other short texts of a row. */
const charsOfRow = 500

/** Traces that have not changed since they were read last are not read again. */
export function createReadTraces({ reader, traceSignals, changes }: SignalReaders): ReadTraces {
  const cache = createTraceCache<ReadTrace>({
    ...{ changes, maxSize: maxCacheChars, maxAgeMillis: maxCacheAgeMillis },
    sizeOf: charsOf,
  })
  const { spansOfTrace, linesOfTrace } = readLimits

  const readMissing = async (
    traceIds: readonly string[],
    cached: ReadonlyMap<string, ReadTrace>,
    missing: readonly string[],
  ) => {
    const readSpans = async () => {
      const counted = await reader.countSpans(missing)
      const spanCounts = new Map([
        ...[...cached].map(([id, { input }]) => [id, input.spans.length] as const),
        ...counted.map(({ traceId, spanCount }) => [traceId, spanCount] as const),
      ])
      const fitting = withinLimit(traceIds, spanCounts).filter((id) => !cached.has(id))
      return { fitting, spans: await reader.getSpansOfTraces(fitting, spansOfTrace + 1) }
    }
    const [{ fitting, spans }, segments, logs, errors] = await Promise.all([
      readSpans(),
      traceSignals.getSegments(missing, spansOfTrace),
      traceSignals.getLogs(missing, linesOfTrace),
      traceSignals.getErrors(missing, linesOfTrace),
    ])
    const [spansOf, segmentsOf, logsOf, errorsOf] = [
      byTrace(spans),
      byTrace(segments),
      byTrace(logs),
      byTrace(errors),
    ]
    return new Map(
      fitting.flatMap((traceId) => {
        const ofTrace = spansOf.get(traceId) ?? []
        const input = {
          spans: placeSpans(ofTrace.slice(0, spansOfTrace)),
          truncated: ofTrace.length > spansOfTrace,
          segments: segmentsOf.get(traceId) ?? [],
          logs: logsOf.get(traceId) ?? [],
          errors: errorsOf.get(traceId) ?? [],
        }
        const others = [input.segments, input.logs, input.errors].flat()
        const rows = ofTrace.length > 0 ? ofTrace : others
        if (rows.length === 0) return []
        return [[traceId, { traceId, input, startUnixNano: first(rows) }] as const]
      }),
    )
  }

  return async (traceIds) => {
    const found = await cache.get(traceIds, (cached, missing) =>
      readMissing(traceIds, cached, missing),
    )
    return traceIds.flatMap((traceId) => found.get(traceId) ?? [])
  }
}

function withinLimit(
  traceIds: readonly string[],
  spanCounts: ReadonlyMap<string, number>,
): string[] {
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

function charsOf({ input: { spans, segments, logs, errors } }: ReadTrace): number {
  return [spans.map(({ span }) => span), segments, logs, errors]
    .flat()
    .reduce((sum, row) => sum + charsOfRow + charsIn(Object.values(row)), 0)
}

function charsIn(values: readonly unknown[]): number {
  let chars = 0
  for (const value of values)
    if (typeof value === 'string') chars += value.length
    else if (typeof value === 'object' && value !== null) chars += charsIn(Object.values(value))
  return chars
}
