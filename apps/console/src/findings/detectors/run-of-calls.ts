import type { SpanNode } from '../trace/trace-graph.ts'

/** Calls that belong together, by start. */
export interface RunOfCalls {
  readonly calls: readonly SpanNode[]
  /** From the first start to the last end. */
  readonly extentMillis: number
  /** Sum of the durations. */
  readonly totalMillis: number
  /** Of the pauses between calls; 0 where they overlap. */
  readonly medianGapMillis: number
  /** Calls that start while an earlier one is still open. */
  readonly overlapCount: number
}

/** @param calls at least one */
export function runOf(calls: readonly SpanNode[]): RunOfCalls {
  const sorted = calls.toSorted((a, b) => a.startMillis - b.startMillis)
  const gaps: number[] = []
  let overlapCount = 0
  let totalMillis = 0
  let lastEnd = sorted[0]?.startMillis ?? 0
  const start = lastEnd
  for (const [index, { startMillis, endMillis, durationMillis }] of sorted.entries()) {
    totalMillis += durationMillis
    if (index > 0) {
      gaps.push(Math.max(0, startMillis - lastEnd))
      // Clocks of one process are exact; a tenth of a millisecond allows for rounding.
      if (startMillis < lastEnd - 0.1) overlapCount += 1
    }
    lastEnd = Math.max(lastEnd, endMillis)
  }
  gaps.sort((a, b) => a - b)
  return {
    calls: sorted,
    extentMillis: lastEnd - start,
    totalMillis,
    medianGapMillis: gaps[Math.floor(gaps.length / 2)] ?? 0,
    overlapCount,
  }
}

/** Share of the calls that overlap an earlier one, from 0 to 1. */
export function overlapOf({ calls, overlapCount }: RunOfCalls): number {
  return calls.length < 2 ? 0 : overlapCount / (calls.length - 1)
}
