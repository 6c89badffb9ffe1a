import type { OverviewSearch, PathSpan, TraceOverview } from '../../contract/overview.ts'
import type { FindingSettings } from '../../findings/find-findings.ts'
import type { Finding } from '../../findings/finding.ts'
import { invalidCursor, readOffset } from '../cursor.ts'
import { findingsOf, type NearReaders } from '../findings/get-findings.ts'
import { getTrace, type TraceReaders, type TraceResult } from '../get-trace.ts'
import { QueryError } from '../query-error.ts'
import type { PlacedSpan } from '../span-tree.ts'
import { attributesWithin, takeWithin, truncate } from './budget.ts'
import { millis, outlineTrace, type TraceOutline } from './trace-outline.ts'

/** Characters of JSON per part; 12,000 characters are about 4,000 tokens. */
const budget = {
  topology: 1_500,
  path: 2_500,
  findings: 3_000,
  errors: 1_000,
  items: 800,
  spans: 2_700,
}
const pageChars = 11_500

/**
 * A trace for a reader with a token budget: topology, critical path, findings and the first spans; a page of
 * spans with `cursor`; one span with all details with `spanId`.
 * @throws QueryError
 */
export async function getTraceOverview(
  readers: TraceReaders & NearReaders,
  traceId: string,
  { spanId, cursor }: OverviewSearch,
  settings: FindingSettings,
  nowMillis = Date.now(),
): Promise<TraceOverview> {
  const trace = await getTrace(readers, traceId)
  const outline = outlineTrace(trace.spans, trace.startUnixNano)
  const counts = countSignals(trace)
  if (spanId !== undefined) return { ...counts, span: describeSpan(trace, outline, spanId) }
  if (cursor !== undefined) return { ...counts, ...pageOf(outline, cursor, pageChars) }
  const errors = outline.lines.filter((_, index) => isError(trace.spans[index]))
  return {
    ...counts,
    topology: takeWithin(outline.topology, budget.topology),
    criticalPath: maxTime(outline.path),
    findings: describeFindings(await findingsOf(readers, trace, settings, nowMillis)),
    errorSpans: takeWithin(errors, budget.errors),
    items: takeWithin(describeItems(trace), budget.items),
    ...(trace.spans.length === 0 && { segments: takeWithin(describeSegments(trace), 4_000) }),
    ...pageOf(outline, '0', budget.spans),
  }
}

const isError = (placed: PlacedSpan | undefined) => placed?.span.StatusCode === 'Error'

function countSignals({ spans, logs, errors, segments, ...trace }: TraceResult) {
  return {
    ...{ traceId: trace.traceId, startUnixNano: trace.startUnixNano },
    durationNano: trace.durationNano,
    spanCount: spans.length,
    errorCount: spans.filter(isError).length,
    ...{ logCount: logs.length, itemCount: errors.length, segmentCount: segments.length },
    ...(trace.truncated && { truncated: true }),
  }
}

/** Spans with the most own time within the budget, by start. */
function maxTime(path: readonly PathSpan[]): PathSpan[] {
  const kept = new Set(
    takeWithin(
      [...path].sort((a, b) => b.selfMs - a.selfMs),
      budget.path,
    ),
  )
  return path.filter((step) => kept.has(step))
}

function describeFindings(findings: readonly Finding[]) {
  const described = findings.map(({ kind, severity, reason, advice, spans, spanCount }) => ({
    ...{ kind, severity, reason: truncate(reason, 400), advice: truncate(advice, 400) },
    ...{ spans: spans.slice(0, 3), spanCount },
  }))
  return takeWithin(described, budget.findings)
}

function describeItems({ errors }: TraceResult) {
  return errors.map(({ Title, Level, Fingerprint, SpanId }) => ({
    ...{ title: truncate(Title, 200), level: Level, fingerprint: Fingerprint, spanId: SpanId },
  }))
}

function describeSegments({ segments, startUnixNano }: TraceResult) {
  return segments.map(
    ({ SegmentId, ParentId, Name, Timestamp, Duration, Fault, Error: failed }) => ({
      ...{ segmentId: SegmentId, parentId: ParentId, name: truncate(Name, 120) },
      startMs: millis(Number(BigInt(Timestamp) - BigInt(startUnixNano))),
      durationMs: millis(Number(Duration)),
      error: Fault || failed,
    }),
  )
}

function pageOf({ lines }: TraceOutline, cursor: string, maxChars: number) {
  const from = readOffset(cursor)
  if (from > 0 && from >= lines.length) throw invalidCursor()
  const spans = takeWithin(lines.slice(from), maxChars)
  const next = from + spans.length
  return { spans, ...(next < lines.length && { nextCursor: String(next) }) }
}

function describeSpan(trace: TraceResult, { lines }: TraceOutline, spanId: string) {
  const index = trace.spans.findIndex(
    ({ rowId, span }) => rowId === spanId || span.SpanId === spanId,
  )
  const [placed, line] = [trace.spans[index], lines[index]]
  if (placed === undefined || line === undefined)
    throw new QueryError(
      'CON_QUERY_INVALID',
      `The trace has no span ${JSON.stringify(spanId)}: use a spanId of its spans`,
    )
  const { span } = placed
  const ofSpan = <Row extends { readonly SpanId: string }>(rows: readonly Row[]) =>
    rows.filter((row) => row.SpanId === span.SpanId)
  return {
    ...line,
    ...{ parentSpanId: span.ParentSpanId, kind: span.SpanKind },
    statusMessage: truncate(span.StatusMessage, 500),
    attributes: attributesWithin(span.SpanAttributes, 4_000),
    resource: attributesWithin(span.ResourceAttributes, 1_000, 200),
    events: takeWithin(
      span['Events.Name'].map((name, at) => ({
        name: truncate(name, 200),
        attributes: attributesWithin(span['Events.Attributes'][at] ?? {}, 1_500),
      })),
      3_000,
    ),
    logs: takeWithin(
      ofSpan(trace.logs).map(({ SeverityText, Body }) => ({
        ...{ severity: SeverityText, body: truncate(Body, 500) },
      })),
      2_000,
    ),
    logCount: ofSpan(trace.logs).length,
  }
}
