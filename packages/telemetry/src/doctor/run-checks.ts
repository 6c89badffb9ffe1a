import type { Config } from '../config/load-config.ts'
import type { SignalName } from '../signals/signal.ts'
import { checkErrorReports } from './check-error-reports.ts'
import { checkLogs } from './check-logs.ts'
import { checkOtlp } from './check-otlp.ts'
import type { CheckOptions, CheckResult } from './check-result.ts'
import { checkSegments } from './check-segments.ts'

type Check = (config: Config, options: CheckOptions) => Promise<CheckResult>

const checks: Readonly<Record<SignalName, Check>> = {
  spans: ({ spans }, options) => checkOtlp('spans', spans.destination, options),
  segments: ({ segments }, options) => checkSegments(segments, options),
  logs: ({ logs }, options) => checkLogs(logs, options),
  errorReports: ({ errorReports }, options) => checkErrorReports(errorReports, options),
  metrics: ({ metrics }, options) => checkOtlp('metrics', metrics.destination, options),
}

/** Checks all signals in parallel without sending data; ends at about the timeout. */
export async function runChecks(config: Config, options: CheckOptions): Promise<CheckResult[]> {
  // The sockets of telemetry do not keep the process alive.
  const alive = setInterval(() => undefined, 60_000)
  try {
    return await Promise.all(Object.values(checks).map((check) => check(config, options)))
  } finally {
    clearInterval(alive)
  }
}
