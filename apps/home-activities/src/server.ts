import { startServer } from '@cruddur/fastify-service'
import { getTelemetry, reportFailedStart } from '@cruddur/telemetry'
import { buildApp } from './app.ts'
import { loadConfig } from './config.ts'

const telemetry = getTelemetry()

await startServer({
  name: 'home-activities',
  addressVariables: { host: 'HOST', port: 'HOME_ACTIVITIES_PORT' },
  load: () => loadConfig(process.env),
  build: (config) => buildApp({ config, telemetry }),
  afterClose: () => telemetry.shutdown(),
  onStartError: (error) => reportFailedStart(error),
})
