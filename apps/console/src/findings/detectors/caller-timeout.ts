import type { Detector } from '../detector.ts'
import { findingOf } from '../finding.ts'
import { millis, rounded } from '../text.ts'
import { attribute, httpStatus } from '../trace/attribute.ts'
import { isEntry, type SpanNode } from '../trace/trace-graph.ts'

const timeout =
  /time(?:d[ _-]?)?[ _-]?out|deadline[ _-]?exceeded|aborterror|etimedout|esockettimedout|econnaborted/i
const abort = /abort/i

/** A call that timed out while its callee went on, or was cut off by it. Durations are compared, not times: clocks differ. */
export const callerTimeout: Detector = ({ nodes }) =>
  nodes.flatMap((caller) => {
    const reason = timeoutOf(caller)
    if (reason === undefined) return []
    const callee = caller.children.find(
      ({ span }) => isEntry(span) && span.ServiceName !== caller.span.ServiceName,
    )
    if (callee === undefined || !outlasts(callee, caller)) return []
    // The caller's own client left first.
    if (abort.test(reason) && wasAborted(caller.entry)) return []
    const longer = callee.durationMillis > caller.durationMillis
    return [
      findingOf('caller-timeout', [caller, callee], {
        reason: `${caller.span.ServiceName} gives up after ${millis(caller.durationMillis)} while ${callee.span.SpanName} of ${callee.span.ServiceName} ${longer ? `takes ${millis(callee.durationMillis)}` : 'is still working'}`,
        advice:
          'Make the timeout of the caller longer than the slowest acceptable response, or give the callee a shorter deadline, so that it does not work for a response that is discarded.',
        evidence: {
          error: reason,
          callerMillis: rounded(caller.durationMillis),
          calleeMillis: rounded(callee.durationMillis),
        },
      }),
    ]
  })

/** The error of a call that timed out. */
function timeoutOf({ span }: SpanNode): string | undefined {
  if (span.SpanKind !== 'Client') return undefined
  if (attribute(span, 'rpc.grpc.status_code') === '4') return 'DEADLINE_EXCEEDED'
  if (span.StatusCode !== 'Error' || httpStatus(span) > 0) return undefined
  const texts = [
    attribute(span, 'error.type'),
    attribute(span, 'rpc.status_code', 'rpc.response.status_code'),
    span.StatusMessage,
    ...span['Events.Attributes'].map((event) => event['exception.type'] ?? ''),
    ...span['Events.Attributes'].map((event) => event['exception.message'] ?? ''),
  ]
  return texts.find((text) => timeout.test(text.slice(0, 500)))?.slice(0, 200)
}

function outlasts(callee: SpanNode, caller: SpanNode): boolean {
  return callee.durationMillis > caller.durationMillis + 1 || wasAborted(callee)
}

function wasAborted({ span }: SpanNode): boolean {
  return attribute(span, 'cruddur.request.outcome') === 'client_aborted' || httpStatus(span) === 499
}
