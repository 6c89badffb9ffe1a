import type { TraceFindings } from '../../contract/findings.ts'
import { type FindingSettings, findFindings, findLostCaller } from '../../findings/find-findings.ts'
import type { TraceInput } from '../../findings/trace/trace-graph.ts'
import { getTrace, type TraceReaders } from '../get-trace.ts'
import { listTraces } from '../list-traces.ts'
import type { FindingReaders } from './list-findings.ts'
import { readTraces, withinLimit } from './read-traces.ts'

/** In waterfall order; they take less than a second, in which the console responds to nothing else. */
const maxSpans = 20_000
/** Traces that may have called this one. */
const maxCallers = 50
const callerWindowMillis = { before: 5_000, after: 1_000 }

/**
 * The findings of one trace with all of its signals. The traces around its start are examined for the
 * caller whose context was lost.
 * @throws QueryError when there is no such trace
 */
export async function getFindings(
  readers: TraceReaders & FindingReaders,
  traceId: string,
  settings: FindingSettings,
  nowMillis = Date.now(),
): Promise<TraceFindings> {
  const trace = await getTrace(readers, traceId)
  const truncated = trace.truncated || trace.spans.length > maxSpans
  const examined = { ...trace, spans: trace.spans.slice(0, maxSpans), truncated }
  const own = findFindings(examined, settings, nowMillis)
  if (settings.disabled.has('broken-propagation') || !startsWithRequest(examined))
    return { traceId: trace.traceId, findings: own }
  const callers = await readCallers(readers, trace.traceId, examined, nowMillis)
  const lost = findLostCaller(examined, callers, settings, nowMillis)
  return { traceId: trace.traceId, findings: [...lost, ...own] }
}

function startsWithRequest({ spans }: TraceInput): boolean {
  const first = spans[0]?.span
  return first !== undefined && first.ParentSpanId === '' && /server/i.test(first.SpanKind)
}

async function readCallers(
  readers: FindingReaders,
  traceId: string,
  { spans }: TraceInput,
  nowMillis: number,
): Promise<TraceInput[]> {
  const startMillis = Number(BigInt(spans[0]?.span.Timestamp ?? '0') / 1_000_000n)
  const near = await listTraces(
    readers,
    {
      start: new Date(startMillis - callerWindowMillis.before).toISOString(),
      end: new Date(startMillis + callerWindowMillis.after).toISOString(),
      where: 'kind = client',
      limit: maxCallers,
    },
    nowMillis,
  )
  const others = near.traces.filter((row) => row.traceId !== traceId)
  return (await readTraces(readers, withinLimit(others))).map(({ input }) => input)
}
