import { countOf } from '../../format/count-of.ts'
import type { Detector } from '../detector.ts'
import { findingOf } from '../finding.ts'
import { millis, rounded } from '../text.ts'
import { attribute } from '../trace/attribute.ts'
import type { SpanNode } from '../trace/trace-graph.ts'
import { overlapOf, runOf } from './run-of-calls.ts'

/** Retries of a job that waits this long are no storm. */
const maxMedianGapMillis = 10_000
/** SQLSTATE classes of errors that a retry cannot avoid: data, constraints, syntax, access. */
const permanentSqlState = /^(?:0A|22|23|28|42)/

/** One call that fails again and again, in one layer or multiplied by several. */
export const retryStorm: Detector = ({ nodes }, { retryAttempts }) => {
  const byCall = new Map<string, SpanNode[]>()
  for (const node of nodes) {
    const { call } = node
    if (call === undefined || isPermanent(node)) continue
    const attempts = byCall.get(call.exactKey)
    if (attempts) attempts.push(node)
    else byCall.set(call.exactKey, [node])
  }
  return [...byCall.values()].flatMap((attempts) => {
    const failures = attempts.filter(({ call }) => call?.failed)
    if (attempts.length < retryAttempts || failures.length < attempts.length - 1) return []
    const run = runOf(attempts)
    if (overlapOf(run) > 0.3 || run.medianGapMillis > maxMedianGapMillis) return []
    const label = attempts[0]?.call?.label ?? ''
    const requests = new Set(attempts.map(({ entry }) => entry)).size
    const layers = requests > 1 ? ` of ${countOf(requests, 'request')} of the same trace` : ''
    return [
      findingOf('retry-storm', run.calls, {
        reason: `${label} fails ${countOf(failures.length, 'time')} in ${countOf(attempts.length, 'attempt')}${layers} within ${millis(run.extentMillis)}, with ${millis(run.medianGapMillis)} between attempts`,
        advice:
          'Retry in one layer only, two or three times, with exponential backoff and jitter, and stop with a circuit breaker or a retry budget while the callee fails.',
        evidence: {
          operation: label,
          attempts: attempts.length,
          failures: failures.length,
          requests,
          medianGapMillis: rounded(run.medianGapMillis),
        },
      }),
    ]
  })
}

function isPermanent({ span }: SpanNode): boolean {
  return permanentSqlState.test(attribute(span, 'db.response.status_code'))
}
