import { matching, number, text, type Values } from '@cruddur/environment'

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
  TELEMETRY_EXTENSIONS: text({
    description:
      'Path of a module, relative to the working directory, whose default export adds instrumentations, span processors and more (docs/extend-telemetry.md)',
  }),
  TELEMETRY_UNTRACED_PATHS: matching(
    /^\/[^\s,]*(\s*,\s*\/[^\s,]*)*$/,
    'paths separated by commas',
    {
      description:
        'Requests to these paths, and to paths below them, create no spans, no log lines and, unless they throw, no error reports',
      default: '/health',
    },
  ),
  TELEMETRY_UNTRACED_METHODS: matching(
    /^[A-Za-z]+(\s*,\s*[A-Za-z]+)*$/,
    'HTTP methods separated by commas',
    {
      description:
        'Requests with these methods create no spans and no log lines; the default excludes CORS preflights',
      default: 'OPTIONS',
    },
  ),
}

export type IsUntraced = (path: string, method?: string) => boolean

export interface TelemetryConfig {
  readonly shutdownTimeoutMillis: number
  readonly outageLogIntervalMillis: number
  /** The path of the module with the extensions. */
  readonly extensions: string | undefined
  /** Accepts a path with or without a query, and the HTTP method. */
  readonly isUntraced: IsUntraced
}

export function telemetryConfig(values: Values<typeof telemetryVariables>): TelemetryConfig {
  const isUntracedPath = pathMatcher(values.TELEMETRY_UNTRACED_PATHS ?? '')
  const methods = new Set(values.TELEMETRY_UNTRACED_METHODS?.toUpperCase().split(/\s*,\s*/))
  return Object.freeze({
    shutdownTimeoutMillis: values.TELEMETRY_SHUTDOWN_TIMEOUT_MILLIS,
    outageLogIntervalMillis: values.TELEMETRY_OUTAGE_LOG_INTERVAL_MILLIS,
    extensions: values.TELEMETRY_EXTENSIONS,
    isUntraced: (path: string, method = '') => methods.has(method) || isUntracedPath(path),
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
