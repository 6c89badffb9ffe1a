import { compileEntitySelector } from './entity-selector.ts'
import { type Statistics, statistics } from './service-graph.ts'
import type { TraceFacts } from './trace-facts.ts'

export interface Period {
  /** Seconds since the epoch. */
  readonly startSeconds: number
  readonly calls: Statistics
}

/**
 * Calls of services or edges over time, in periods that start at whole multiples of their length.
 * @throws FilterExpressionError when the selector is none
 */
export function callsOverTime(
  traces: readonly TraceFacts[],
  selectorExpression: string,
  periodSeconds: number,
): { readonly isEdge: boolean; readonly periods: readonly Period[] } {
  const { isEdge, isMeant } = compileEntitySelector(selectorExpression)
  const calls = traces.flatMap((trace) => trace.calls.filter((call) => isMeant(trace, call)))
  const byPeriod = Map.groupBy(
    calls,
    ({ startSeconds }) => Math.floor(startSeconds / periodSeconds) * periodSeconds,
  )
  return {
    isEdge,
    periods: [...byPeriod]
      .sort(([a], [b]) => a - b)
      .map(([startSeconds, ofPeriod]) => ({
        startSeconds,
        calls: statistics(ofPeriod.map(({ facts }) => facts)),
      })),
  }
}
