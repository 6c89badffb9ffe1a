/**
 * How a query finds spans that were sent more than once, or at their start and at their end: by comparing
 * all spans of the range, or by what was recognized when they arrived.
 */
export type Repeats = 'none' | 'compared' | 'recognized'

/** Of a span that was sent more than once, the row that has ended. */
export function eachSpanOnce(
  repeats: Repeats,
  columns: ReadonlySet<string> | undefined,
  range: string,
): string {
  const spans = `SELECT *${columns?.has('SampleRate') ? ', SampleRate' : ''}
    FROM otel_traces
    WHERE ${range}`
  const ended = `ORDER BY Duration DESC, StatusCode IN ('Unset', 'STATUS_CODE_UNSET'), length(SpanAttributes) DESC
    LIMIT 1 BY TraceId, SpanId, SpanKind, ServiceName`
  if (repeats === 'compared') return `(${spans} ${ended})`
  if (repeats === 'none' || !columns?.has('CountedBefore')) return 'otel_traces'
  const repeated = `(SELECT SpanId FROM otel_traces WHERE ${range} AND CountedBefore > 0)`
  return `(
    ${spans} AND SpanId NOT IN ${repeated}
    UNION ALL
    SELECT * FROM (${spans} AND SpanId IN ${repeated} ${ended})
)`
}
