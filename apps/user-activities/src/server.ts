import { folderIsWritable, StartError, startServer } from '@cruddur/fastify-service'
import { startDatabase } from '@cruddur/postgres'
import { getTelemetry, reportFailedStart } from '@cruddur/telemetry'
import { buildApp } from './app.ts'
import { loadConfig, type UserActivitiesConfig } from './config.ts'
import { fillOf, migrations } from './database.ts'

const telemetry = getTelemetry()
// startServer closes the app and ends the process.
telemetry.claimShutdown()

await startServer({
  name: 'user-activities',
  addressVariables: { host: 'HOST', port: 'USER_ACTIVITIES_PORT' },
  load: () => loadConfig(process.env),
  async check({ database, faults }) {
    if (!database.url) await folderIsWritable('USER_ACTIVITIES_DATA_DIR', database.dataFolder)
    if (faults && telemetry.service.environment === 'production')
      throw new StartError('USER_ACTIVITIES_FAULTS must not be true in production: unset it')
  },
  build,
  afterClose: () => telemetry.shutdown(),
  onStartError: (error) => reportFailedStart(error),
})

async function build(config: UserActivitiesConfig) {
  const { logger } = telemetry
  const database = await startDatabase(config.database, {
    migrations,
    fill: fillOf(config),
    logger,
  })
  return buildApp({ config, database, telemetry })
}
