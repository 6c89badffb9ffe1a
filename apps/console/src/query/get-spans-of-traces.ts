import type { SpanRow } from '../model/span-row.ts'
import type { TelemetryReader } from '../model/telemetry-reader.ts'
import { QueryError } from './query-error.ts'

export interface TraceSpans {
  readonly traceId: string
  readonly spans: readonly SpanRow[]
}

const maxSpans = 100_000

/**
 * The spans of several traces, in the order of the IDs; unknown traces are skipped.
 * @throws QueryError when they exceed the limit of one response
 */
export async function getSpansOfTraces(
  reader: TelemetryReader,
  traceIds: readonly string[],
): Promise<TraceSpans[]> {
  const traces: TraceSpans[] = []
  let remaining = maxSpans
  // One after another, so that a result over the limit is detected before it is in memory.
  for (const traceId of traceIds) {
    const spans = await reader.getSpans(traceId, remaining + 1)
    if (spans.length > remaining)
      throw new QueryError(
        'CON_QUERY_INVALID',
        `These traces have more than ${maxSpans} spans together: request fewer traces`,
      )
    remaining -= spans.length
    if (spans.length > 0) traces.push({ traceId, spans })
  }
  return traces
}
