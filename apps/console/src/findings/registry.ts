import type { FindingKind } from '../contract/finding-kinds.ts'
import type { Detector } from './detector.ts'
import { brokenPropagation } from './detectors/broken-propagation.ts'
import { callerTimeout } from './detectors/caller-timeout.ts'
import { clockSkew } from './detectors/clock-skew.ts'
import { coldStart } from './detectors/cold-start.ts'
import { deprecatedAttribute } from './detectors/deprecated-attribute.ts'
import { eventLoopBlocked } from './detectors/event-loop-blocked.ts'
import { hiddenError } from './detectors/hidden-error.ts'
import { highCardinalityName } from './detectors/high-cardinality-name.ts'
import { missingRoute } from './detectors/missing-route.ts'
import { missingSpan } from './detectors/missing-span.ts'
import { nPlusOneCalls } from './detectors/n-plus-one-calls.ts'
import { nPlusOneQueries } from './detectors/n-plus-one-queries.ts'
import { poolWait } from './detectors/pool-wait.ts'
import { retryStorm } from './detectors/retry-storm.ts'
import { samplingGap } from './detectors/sampling-gap.ts'
import { serialCalls } from './detectors/serial-calls.ts'
import { unfinishedSpan } from './detectors/unfinished-span.ts'

/** The detector of each kind. */
export const detectors: Readonly<Record<FindingKind, Detector>> = {
  'n-plus-one-queries': nPlusOneQueries,
  'n-plus-one-calls': nPlusOneCalls,
  'serial-calls': serialCalls,
  'retry-storm': retryStorm,
  'caller-timeout': callerTimeout,
  'pool-wait': poolWait,
  'event-loop-blocked': eventLoopBlocked,
  'broken-propagation': brokenPropagation,
  'hidden-error': hiddenError,
  'missing-span': missingSpan,
  'unfinished-span': unfinishedSpan,
  'cold-start': coldStart,
  'deprecated-attribute': deprecatedAttribute,
  'high-cardinality-name': highCardinalityName,
  'missing-route': missingRoute,
  'sampling-gap': samplingGap,
  'clock-skew': clockSkew,
}
