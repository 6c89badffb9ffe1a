import { StartError, startServer } from '@cruddur/fastify-service'
import { getTelemetry, reportFailedStart } from '@cruddur/telemetry'
import { buildApp } from './app.ts'
import { loadConfig } from './config.ts'

const telemetry = getTelemetry()
// startServer closes the app and ends the process.
telemetry.claimShutdown()

await startServer({
  name: 'home-activities',
  addressVariables: { host: 'HOST', port: 'HOME_ACTIVITIES_PORT' },
  load: () => loadConfig(process.env),
  async check({ faults }) {
    if (faults && telemetry.service.environment === 'production')
      throw new StartError('HOME_ACTIVITIES_FAULTS must not be true in production: unset it')
  },
  build: (config) => buildApp({ config, telemetry }),
  afterClose: () => telemetry.shutdown(),
  onStartError: (error) => reportFailedStart(error),
})
