import type { SegmentReader, SegmentTracePosition } from '../../model/segment-reader.ts'
import { compileFilterExpression } from './filter-expression.ts'
import type { NamedGroup } from './group-condition.ts'
import { type TraceFacts, traceFacts } from './trace-facts.ts'

export interface TraceFactsSearch {
  readonly fromNano: bigint
  readonly toNano: bigint
  readonly filterExpression: string
  /** Groups that the expression may name. */
  readonly groups?: readonly NamedGroup[]
  readonly after?: SegmentTracePosition
  readonly limit: number
}

export interface TraceFactsPage {
  readonly traces: readonly TraceFacts[]
  readonly tracesProcessed: number
  /** Start of the next page; an empty page may have one. */
  readonly next?: SegmentTracePosition
}

/** Maximum number of traces that one search reads. */
const maxScanned = 2_000
const tracesPerRead = 200
const maxSegments = 50_000

/**
 * Traces in a time range that match a filter expression, newest first.
 * @throws FilterExpressionError when the expression does not follow the syntax.
 */
export async function searchTraceFacts(
  reader: SegmentReader,
  { filterExpression, groups, limit, after, ...range }: TraceFactsSearch,
): Promise<TraceFactsPage> {
  const matches = compileFilterExpression(filterExpression, groups)
  const traces: TraceFacts[] = []
  let position = after
  let scanned = 0
  while (scanned < maxScanned) {
    const found = await reader.findSegmentTraces({
      ...range,
      ...(position && { after: position }),
      limit: tracesPerRead,
    })
    const read = await readTraceFacts(
      reader,
      found.map(({ traceId }) => traceId),
    )
    const byTrace = new Map(read.map((facts) => [facts.traceId, facts]))
    for (const candidate of found) {
      scanned += 1
      position = candidate
      const facts = byTrace.get(candidate.traceId)
      if (facts && matches(facts)) traces.push(facts)
      if (traces.length === limit) return { traces, tracesProcessed: scanned, next: position }
    }
    if (found.length < tracesPerRead) return { traces, tracesProcessed: scanned }
  }
  return { traces, tracesProcessed: scanned, ...(position && { next: position }) }
}

/** Traces by ID, in this order; unknown traces are omitted. */
export async function readTraceFacts(
  reader: SegmentReader,
  traceIds: readonly string[],
): Promise<TraceFacts[]> {
  const rows = await reader.getSegmentsOfTraces(traceIds, maxSegments)
  const byTrace = Map.groupBy(rows, ({ TraceId }) => TraceId)
  return traceIds.flatMap((traceId) => {
    const own = byTrace.get(traceId)
    const byStart = own?.toSorted((a, b) => (BigInt(a.Timestamp) < BigInt(b.Timestamp) ? -1 : 1))
    return byStart ? [traceFacts(traceId, byStart)] : []
  })
}
