import { matching, number, type Values } from '@cruddur/environment'

/** Variables of all signals. */
export const telemetryVariables = {
  TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS: number({
    description: 'Maximum time to flush all signals when the process ends',
    default: 5000,
    min: 0,
    max: 600_000,
  }),
  TELEMETRY_OUTAGE_LOG_INTERVAL_MILLIS: number({
    description: 'Interval of log lines about a failing backend',
    default: 30_000,
    min: 10,
    max: 3_600_000,
  }),
  TELEMETRY_UNTRACED_PATHS: matching(
    /^\/[^\s,]*(\s*,\s*\/[^\s,]*)*$/,
    'paths separated by commas',
    {
      description:
        'Requests to these paths, and to paths below them, create no spans and no log lines',
      default: '/health',
    },
  ),
}

export interface TelemetryConfig {
  readonly shutdownTimeoutMillis: number
  readonly outageLogIntervalMillis: number
  /** Accepts a path with or without a query. */
  readonly isUntraced: (path: string) => boolean
}

export function telemetryConfig(values: Values<typeof telemetryVariables>): TelemetryConfig {
  return Object.freeze({
    shutdownTimeoutMillis: values.TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS,
    outageLogIntervalMillis: values.TELEMETRY_OUTAGE_LOG_INTERVAL_MILLIS,
    isUntraced: pathMatcher(values.TELEMETRY_UNTRACED_PATHS ?? ''),
  })
}

function pathMatcher(list: string): (path: string) => boolean {
  const roots = list.split(',').flatMap((path) => path.trim().replace(/\/+$/, '') || [])
  return (path) =>
    roots.some((root) => {
      if (!path.startsWith(root)) return false
      const next = path[root.length]
      return next === undefined || next === '/' || next === '?'
    })
}
