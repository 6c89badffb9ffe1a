/** Reads the environment, starts all signals and sets the handle that the plugin uses. */
import { ConfigurationError } from '@cruddur/environment'
import { loadExtensions } from './extensions/load-extensions.ts'
import { loadConfig } from './load-config.ts'
import { endOnSignals } from './process/signals.ts'
import { handleUncaughtErrors } from './process/uncaught-errors.ts'
import { startTable } from './start-table.ts'
import { createOwnInstrumentations, startTelemetry } from './start-telemetry.ts'
import { getTelemetry, isStarted, setTelemetry } from './telemetry.ts'

try {
  startProcess()
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error
  process.stderr.write(`telemetry is not started:\n${error.message}\n`)
  process.exit(1)
}

function startProcess(): void {
  // Two SDKs would decorate each app twice, which Fastify refuses.
  if (isStarted()) {
    const advice = 'telemetry is already started: preload one copy of @cruddur/telemetry only'
    getTelemetry().logger.warn({ event: 'telemetry.started_twice' }, advice)
    return
  }
  const config = loadConfig()
  const instrumentations = createOwnInstrumentations(config)
  const extensions = loadExtensions(config.telemetry.extensions)
  const telemetry = startTelemetry(config, { extensions, instrumentations })
  setTelemetry(telemetry)
  // Without a listener, a full disk would end the service.
  process.stdout.on('error', () => undefined)
  process.stdout.write(startTable(telemetry, process.stdout.isTTY))
  const { shutdownTimeoutMillis } = config.telemetry
  endOnSignals(telemetry, shutdownTimeoutMillis)
  handleUncaughtErrors({
    record: (err, origin) => {
      const uuid = telemetry.reportError(err, { level: 'critical', custom: { origin } })
      telemetry.logger.fatal({ err, origin, error_report: uuid }, 'uncaught error')
    },
    fail: telemetry.apps.fail,
    end: async () => {
      telemetry.apps.end()
      await telemetry.apps.closeAll(shutdownTimeoutMillis / 2)
      await telemetry.shutdown(shutdownTimeoutMillis / 2)
    },
    timeoutMillis: shutdownTimeoutMillis,
  })
}
