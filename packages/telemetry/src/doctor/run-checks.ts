import type { ErrorReportsConfig } from '../config/error-reports-variables.ts'
import type { LogsConfig } from '../config/logs-variables.ts'
import type { SegmentsConfig } from '../config/segments-variables.ts'
import type { SpansConfig } from '../config/spans-variables.ts'
import { checkErrorReports } from './check-error-reports.ts'
import { checkLogs } from './check-logs.ts'
import { checkSegments } from './check-segments.ts'
import { checkSpans } from './check-spans.ts'
import type { CheckOptions, Finding } from './finding.ts'

export interface Examined {
  readonly spans: Pick<SpansConfig, 'destination' | 'headers'>
  readonly segments: SegmentsConfig
  readonly logs: Pick<LogsConfig, 'cloudWatch'>
  readonly errorReports: ErrorReportsConfig
}

/** Looks at all four at once; sends no data, and ends about when the timeout has passed. */
export function examine(config: Examined, options: CheckOptions): Promise<Finding[]> {
  return Promise.all([
    checkSpans(config.spans, options),
    checkSegments(config.segments, options),
    checkLogs(config.logs, options),
    checkErrorReports(config.errorReports, options),
  ])
}
