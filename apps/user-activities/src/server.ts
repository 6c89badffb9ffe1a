import { folderIsWritable, StartError, startServer } from '@cruddur/fastify-service'
import { getTelemetry, reportFailedStart } from '@cruddur/telemetry'
import { buildApp } from './app.ts'
import { loadConfig, type UserActivitiesConfig } from './config.ts'
import { openDatabase } from './database/open-database.ts'
import { prepareDatabase } from './database/prepare-database.ts'
import { databaseStartError } from './database/start-error.ts'

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
  const database = await openDatabase(config.database, (err) =>
    telemetry.logger.warn({ err }, 'idle database connection lost'),
  )
  try {
    const { schemaVersion, knownVersion } = await prepareDatabase(database, config.sampleData)
    if (schemaVersion > knownVersion)
      telemetry.logger.warn(
        { schema_version: schemaVersion, known_schema_version: knownVersion },
        'schema is newer than this service and declared compatible',
      )
    return await buildApp({ config, database, telemetry })
  } catch (error) {
    await database.close()
    throw databaseStartError(error)
  }
}
