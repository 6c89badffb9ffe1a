import type { FindingPage, TraceFindings } from '../../contract/findings.ts'
import {
  callsWithoutCallee,
  type FindingSettings,
  findFindings,
  findLostContext,
} from '../../findings/find-findings.ts'
import type { Finding } from '../../findings/finding.ts'
import type { TraceInput } from '../../findings/trace/trace-graph.ts'
import type { SpanRow } from '../../model/span-row.ts'
import type { TelemetryReader } from '../../model/telemetry-reader.ts'
import { readOffset } from '../cursor.ts'
import { getTrace, type TraceReaders, type TraceResult } from '../get-trace.ts'
import { searchTraces } from '../search-traces.ts'
import type { ReadTraces } from './read-traces.ts'

/** In waterfall order; they take less than a second, in which the console responds to nothing else. */
const maxSpans = 20_000
/** Traces that may have called this one, or that it may have called. */
const maxOthers = 50
/** Milliseconds before the first and after the last start or end. */
interface Margin {
  readonly before: number
  readonly after: number
}
const callerMargin: Margin = { before: 5_000, after: 0 }
/** Clocks differ a little. */
const calleeMargin: Margin = { before: 100, after: 100 }
const defaultLimit = 200

/** Find and read the traces around one. */
export interface NearReaders {
  readonly reader: TelemetryReader
  readonly readTraces: ReadTraces
}

/**
 * The findings of one trace with all of its signals, a page of them.
 * @throws QueryError when there is no such trace
 */
export async function getFindings(
  readers: TraceReaders & NearReaders,
  traceId: string,
  { limit = defaultLimit, cursor }: FindingPage,
  settings: FindingSettings,
  nowMillis = Date.now(),
): Promise<TraceFindings> {
  const offset = readOffset(cursor)
  const trace = await getTrace(readers, traceId)
  const findings = await findingsOf(readers, trace, settings, nowMillis)
  return {
    traceId: trace.traceId,
    findings: findings.slice(offset, offset + limit),
    findingCount: findings.length,
    ...(findings.length > offset + limit && { nextCursor: String(offset + limit) }),
  }
}

/** The findings of a trace; the traces around it are examined for a caller or a callee that lost its context. */
export async function findingsOf(
  readers: NearReaders,
  trace: TraceResult,
  settings: FindingSettings,
  nowMillis: number,
): Promise<readonly Finding[]> {
  const truncated = trace.truncated || trace.spans.length > maxSpans
  const examined = { ...trace, spans: trace.spans.slice(0, maxSpans), truncated }
  const own = findFindings(examined, settings, nowMillis)
  if (settings.disabled.has('broken-propagation')) return own
  const near = (spans: readonly SpanRow[], kind: string, margin: Margin) =>
    readNear(readers, trace.traceId, { spans, kind, margin }, nowMillis)
  const others = [
    ...(await near(rootRequests(examined), 'client', callerMargin)),
    ...(await near(callsWithoutCallee(examined), 'server', calleeMargin)),
  ]
  if (others.length === 0) return own
  return [...findLostContext(examined, others, settings, nowMillis), ...own]
}

/** The request that starts the trace, if it is one. */
function rootRequests({ spans }: TraceInput): readonly SpanRow[] {
  const first = spans[0]?.span
  const isRequest = first?.ParentSpanId === '' && /server/i.test(first.SpanKind)
  return first !== undefined && isRequest ? [first] : []
}

interface Nearby {
  readonly spans: readonly SpanRow[]
  /** Of the spans of the other traces. */
  readonly kind: string
  readonly margin: Margin
}

/** Other traces with spans of a kind at the time of these spans. */
async function readNear(
  readers: NearReaders,
  traceId: string,
  { spans, kind, margin }: Nearby,
  nowMillis: number,
): Promise<TraceInput[]> {
  if (spans.length === 0) return []
  const toMillis = (nano: bigint) => Number(nano / 1_000_000n)
  const starts = spans.map(({ Timestamp }) => toMillis(BigInt(Timestamp)))
  const ends = spans.map(({ Timestamp, Duration }) =>
    toMillis(BigInt(Timestamp) + BigInt(Duration)),
  )
  const first = starts.reduce((one, other) => Math.min(one, other))
  const last = ends.reduce((one, other) => Math.max(one, other))
  const near = await searchTraces(
    readers.reader,
    {
      start: new Date(first - margin.before).toISOString(),
      end: new Date(last + margin.after).toISOString(),
      where: `kind = ${kind}`,
      limit: maxOthers,
    },
    nowMillis,
  )
  const others = near.traces.map((trace) => trace.traceId).filter((id) => id !== traceId)
  return (await readers.readTraces(others)).map(({ input }) => input)
}
