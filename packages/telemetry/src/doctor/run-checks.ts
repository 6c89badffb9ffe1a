import { isOff, type Off } from '../config/destination.ts'
import type { Config } from '../config/load-config.ts'
import type { SignalName } from '../signals/signal.ts'
import { checkErrorReports } from './check-error-reports.ts'
import { checkLogs } from './check-logs.ts'
import { checkOtlp } from './check-otlp.ts'
import type { CheckOptions, CheckResult } from './check-result.ts'
import { checkSegments } from './check-segments.ts'

type DestinationOf<Name extends SignalName> = Exclude<Config[Name]['destination'], Off>

interface Check<Name extends SignalName> {
  /** For a signal that is off. */
  readonly advice: string
  run(
    destination: DestinationOf<Name>,
    options: CheckOptions,
    config: Config[Name],
  ): Promise<CheckResult>
}

const checks: { readonly [Name in SignalName]: Check<Name> } = {
  spans: {
    advice: 'Set OTEL_EXPORTER_OTLP_ENDPOINT to send spans.',
    run: (destination, options) => checkOtlp('spans', destination, options),
  },
  segments: {
    advice: 'Set AWS_XRAY_DAEMON_ADDRESS to send segments.',
    run: (destination, options, { sampling }) => checkSegments(destination, options, sampling),
  },
  logs: {
    advice:
      'Lines go to stdout. Set AWS_REGION or TELEMETRY_LOGS_EXPORTER=otlp to send them as well.',
    run: checkLogs,
  },
  errorReports: {
    advice: 'Set ROLLBAR_ACCESS_TOKEN to a token of the project with scope post_server_item.',
    run: checkErrorReports,
  },
  metrics: {
    advice: 'Set OTEL_EXPORTER_OTLP_ENDPOINT to send metrics.',
    run: (destination, options) => checkOtlp('metrics', destination, options),
  },
}

async function check<Name extends SignalName>(
  signal: Name,
  config: Config[Name],
  options: CheckOptions,
): Promise<CheckResult> {
  const { advice, run } = checks[signal]
  const destination: Config[Name]['destination'] = config.destination
  if (!isOff(destination)) return run(destination as DestinationOf<Name>, options, config)
  const shown = signal === 'logs' ? 'stdout' : 'nowhere'
  return { signal, state: 'off', destination: shown, message: destination.off, advice }
}

/** Checks all signals in parallel without sending data; ends at about the timeout. */
export async function runChecks(config: Config, options: CheckOptions): Promise<CheckResult[]> {
  // The sockets of telemetry do not keep the process alive.
  const alive = setInterval(() => undefined, 60_000)
  try {
    const names = Object.keys(checks) as SignalName[]
    return await Promise.all(names.map((name) => check(name, config[name], options)))
  } finally {
    clearInterval(alive)
  }
}
