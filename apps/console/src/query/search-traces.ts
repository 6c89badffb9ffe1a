import type { Condition } from '../model/condition.ts'
import type { TelemetryReader } from '../model/telemetry-reader.ts'
import { type SpanSearch, toCondition } from './span-search.ts'
import { timeRange } from './time-range.ts'
import { readTracePage, type TracePage, type TraceSource } from './trace-pages.ts'

/** Filters and pages of both lists of traces by their spans. */
export interface SpanTraceSearch extends SpanSearch {
  readonly limit?: number
  readonly cursor?: string
}

/** Traces with a matching span, newest match first. */
export async function searchTraces(
  reader: TelemetryReader,
  { limit, cursor, ...search }: SpanTraceSearch,
  nowMillis = Date.now(),
  fromNano?: bigint,
): Promise<TracePage> {
  const source = spanSource(reader, toCondition(search))
  const range = { ...timeRange(search, nowMillis), ...(fromNano !== undefined && { fromNano }) }
  const isShown = (row: { readonly errorCount: number }) =>
    search.status !== 'ok' || row.errorCount === 0
  return readTracePage(source, { range, limit, cursor, nowMillis, isShown })
}

/** Traces with a span that meets the condition. */
function spanSource(reader: TelemetryReader, condition: Condition): TraceSource {
  return {
    find: (query) => reader.findTraceIds({ ...query, condition }),
    isSelective: condition.op !== 'all' || condition.conditions.length > 0,
    summarize: async (positions, range, mayMatchLater) => {
      const traceIds = positions.map(({ traceId }) => traceId)
      if (mayMatchLater) return reader.summarizeTraces(traceIds, range, condition)
      // Evaluating the condition again would read its columns twice.
      const rows = await reader.summarizeTraces(traceIds, range)
      const matches = new Map(positions.map((one) => [one.traceId, one.lastMatchNano]))
      return rows.map((row) => ({
        ...row,
        lastMatchNano: matches.get(row.traceId) ?? row.lastMatchNano,
      }))
    },
  }
}
