import type { SegmentCalls, SegmentReader } from '../../model/segment-reader.ts'
import { type CallStatistics, callStatistics } from './call-statistics.ts'
import type { CallGroup } from './service-graph.ts'
import { clientKey, serviceKey } from './service-key.ts'
import type { TraceFacts } from './trace-facts.ts'

/** Calls of one period. */
export interface PeriodCalls extends CallGroup {
  /** Seconds since the epoch. */
  readonly startSeconds: number
}

export interface CallRange {
  readonly fromNano: bigint
  readonly toNano: bigint
  readonly periodSeconds: number
}

/** All calls of a time range, counted in periods that start at whole multiples of their length. */
export async function countCalls(reader: SegmentReader, range: CallRange): Promise<PeriodCalls[]> {
  const rows = await reader.countCalls(range)
  const typeOf = typesByName(rows)
  return rows.map((row) => ({
    from:
      row.fromName === '' ? clientKey : serviceKey(row.fromName, typeOf.get(row.fromName) ?? ''),
    to: serviceKey(row.toName, row.toType),
    startSeconds: row.startSeconds,
    calls: statisticsOf(row),
  }))
}

/** The calls of traces, not grouped. */
export function callsOf(traces: readonly TraceFacts[]): CallGroup[] {
  return traces.flatMap(({ calls }) =>
    calls.map(({ from, to, facts }) => ({ from, to, calls: callStatistics(facts) })),
  )
}

/** A subsegment does not have the origin of its service: the origin with the most calls is used for a name. */
function typesByName(rows: readonly SegmentCalls[]): ReadonlyMap<string, string> {
  const byTotal = rows.filter(({ hasSegment }) => hasSegment).sort((a, b) => a.total - b.total)
  return new Map(byTotal.map(({ toName, toType }) => [toName, toType]))
}

function statisticsOf(row: SegmentCalls): CallStatistics {
  const { errors, throttles, faults, total, totalSeconds } = row
  return {
    ok: total - errors - throttles - faults,
    ...{ errors, throttles, faults, total, totalSeconds },
    histogram: new Map(
      row.lengthSeconds.map((seconds, index) => [
        Number(seconds.toPrecision(2)),
        row.lengthCounts[index] ?? 0,
      ]),
    ),
  }
}
