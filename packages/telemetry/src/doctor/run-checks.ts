import type { Config } from '../config/load-config.ts'
import { checkErrorReports } from './check-error-reports.ts'
import { checkLogs } from './check-logs.ts'
import { checkOtlp } from './check-otlp.ts'
import type { CheckOptions, CheckResult } from './check-result.ts'
import { checkSegments } from './check-segments.ts'

/** Checks all signals in parallel without sending data; ends at about the timeout. */
export async function runChecks(config: Config, options: CheckOptions): Promise<CheckResult[]> {
  // The sockets of telemetry do not keep the process alive.
  const alive = setInterval(() => undefined, 60_000)
  try {
    return await Promise.all([
      checkOtlp('spans', config.spans.destination, options),
      checkSegments(config.segments, options),
      checkLogs(config.logs, options),
      checkErrorReports(config.errorReports, options),
      checkOtlp('metrics', config.metrics.destination, options),
    ])
  } finally {
    clearInterval(alive)
  }
}
