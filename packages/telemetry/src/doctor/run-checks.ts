import type { ErrorReportsConfig } from '../config/error-reports-variables.ts'
import type { LogsConfig } from '../config/logs-variables.ts'
import type { MetricsConfig } from '../config/metrics-variables.ts'
import type { SegmentsConfig } from '../config/segments-variables.ts'
import type { SpansConfig } from '../config/spans-variables.ts'
import { checkErrorReports } from './check-error-reports.ts'
import { checkLogs } from './check-logs.ts'
import { checkMetrics } from './check-metrics.ts'
import type { CheckOptions, CheckResult } from './check-result.ts'
import { checkSegments } from './check-segments.ts'
import { checkSpans } from './check-spans.ts'

export interface CheckedConfig {
  readonly spans: Pick<SpansConfig, 'destination' | 'headers'>
  readonly segments: SegmentsConfig
  readonly logs: Pick<LogsConfig, 'cloudWatch'>
  readonly errorReports: ErrorReportsConfig
  readonly metrics: Pick<MetricsConfig, 'destination' | 'headers'>
}

/** Checks all signals in parallel without sending data; ends at about the timeout. */
export function runChecks(config: CheckedConfig, options: CheckOptions): Promise<CheckResult[]> {
  return Promise.all([
    checkSpans(config.spans, options),
    checkSegments(config.segments, options),
    checkLogs(config.logs, options),
    checkErrorReports(config.errorReports, options),
    checkMetrics(config.metrics, options),
  ])
}
