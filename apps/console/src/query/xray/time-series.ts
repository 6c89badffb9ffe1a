import { type CallStatistics, mergeStatistics } from './call-statistics.ts'
import type { PeriodCalls } from './count-calls.ts'
import { compileEntitySelector } from './entity-selector.ts'

export interface Period {
  /** Seconds since the epoch. */
  readonly startSeconds: number
  readonly calls: CallStatistics
}

/**
 * Calls of services or edges over time, period by period.
 * @throws FilterExpressionError when the selector is invalid
 */
export function callsOverTime(
  groups: readonly PeriodCalls[],
  selectorExpression: string,
): { readonly isEdge: boolean; readonly periods: readonly Period[] } {
  const { isEdge, isSelected } = compileEntitySelector(selectorExpression)
  const byPeriod = Map.groupBy(groups.filter(isSelected), ({ startSeconds }) => startSeconds)
  return {
    isEdge,
    periods: [...byPeriod]
      .sort(([a], [b]) => a - b)
      .map(([startSeconds, ofPeriod]) => ({
        startSeconds,
        calls: mergeStatistics(ofPeriod.map(({ calls }) => calls)),
      })),
  }
}
