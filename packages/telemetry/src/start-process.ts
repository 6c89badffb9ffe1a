/** Reads the environment, starts all signals and sets the handle that the plugin uses. */
import { ConfigurationError } from '@cruddur/environment'
import { loadConfig } from './config/load-config.ts'
import { installProcessEnd } from './process-end.ts'
import { installProcessHandlers } from './signals/error-reports/index.ts'
import { startTable } from './start-table.ts'
import { startTelemetry } from './start-telemetry.ts'
import { setTelemetry } from './telemetry.ts'

try {
  startProcess()
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error
  process.stderr.write(`telemetry is not started:\n${error.message}\n`)
  process.exit(1)
}

function startProcess(): void {
  const config = loadConfig()
  const telemetry = startTelemetry(config)
  setTelemetry(telemetry)
  // Without a listener, a full disk would end the service.
  process.stdout.on('error', () => undefined)
  process.stdout.write(startTable(telemetry, process.stdout.isTTY))
  installProcessEnd(telemetry, config.telemetry.shutdownTimeoutMillis)
  installProcessHandlers({
    report: (error, origin) =>
      telemetry.reportError(error, { level: 'critical', custom: { origin } }),
    log: (err, origin, uuid) =>
      telemetry.logger.fatal({ err, origin, error_report: uuid }, 'uncaught error'),
    shutdown: telemetry.shutdown,
    shutdownTimeoutMillis: config.telemetry.shutdownTimeoutMillis,
  })
}
