import type { Detector } from '../detector.ts'
import { findingOf } from '../finding.ts'
import { millis, rounded } from '../text.ts'
import { describeOrder, repeatedCalls } from './repeated-calls.ts'
import type { RunOfCalls } from './run-of-calls.ts'

/** Calls of one operation for different items. Equal URLs are polling or an upload, not N+1. */
export const nPlusOneCalls: Detector = (trace, { repeatedCalls: least }) => {
  const runs = [
    ...repeatedCalls(trace, 'http', least).filter((run) => targetsOf(run) >= least),
    ...repeatedCalls(trace, 'rpc', least),
  ]
  return runs.map((run) => {
    const { calls, extentMillis, totalMillis } = run
    const operation = calls[0]?.call?.label ?? ''
    return findingOf('n-plus-one-calls', calls, {
      reason: `${calls.length} calls of ${operation} for different items run ${describeOrder(run)} within ${millis(extentMillis)}`,
      advice:
        'Request all items with one call that takes a list of IDs, or cache items that repeat. If the callee has no such operation, limit how many calls run at once.',
      evidence: {
        operation,
        count: calls.length,
        totalMillis: rounded(totalMillis),
        extentMillis: rounded(extentMillis),
      },
    })
  })
}

/** Number of different URLs; where only templates are recorded, each call counts. */
function targetsOf({ calls }: RunOfCalls): number {
  const targets = new Set(calls.map(({ call }) => call?.exactKey))
  const [first] = calls
  const isTemplate =
    first?.call !== undefined && /[:{]/.test(first.call.exactKey.split('/').at(-1) ?? '')
  return isTemplate ? calls.length : targets.size
}
