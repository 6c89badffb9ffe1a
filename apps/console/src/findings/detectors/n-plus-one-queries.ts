import type { Detector } from '../detector.ts'
import { findingOf } from '../finding.ts'
import { millis, rounded } from '../text.ts'
import { describeOrder, repeatedCalls } from './repeated-calls.ts'

/** Equal queries of one request, even with other spans between them (getsentry/sentry#41219 and #93090). */
export const nPlusOneQueries: Detector = (trace, { repeatedCalls: least }) =>
  repeatedCalls(trace, 'query', least).map((run) => {
    const { calls, extentMillis, totalMillis } = run
    const query = calls[0]?.call?.label ?? ''
    return findingOf('n-plus-one-queries', calls, {
      reason: `${calls.length} equal queries run ${describeOrder(run)} within ${millis(extentMillis)}: ${query}`,
      advice:
        'Fetch all rows with one query: a join, or a list of keys (WHERE id = ANY($1)). In an ORM, load the relation eagerly.',
      evidence: {
        query,
        count: calls.length,
        totalMillis: rounded(totalMillis),
        extentMillis: rounded(extentMillis),
      },
    })
  })
