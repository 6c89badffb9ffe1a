import {
  crossOrigin,
  health,
  openApi,
  problemDetails,
  protection,
  serverOptions,
} from '@cruddur/fastify-service'
import { type Database, translateDatabaseError } from '@cruddur/postgres'
import { type Telemetry, telemetryPlugin } from '@cruddur/telemetry'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance } from 'fastify'
import { createActivitiesRepository } from './activities/activities-repository.ts'
import { createPeopleRepository } from './activities/people-repository.ts'
import { startPurge } from './activities/start-purge.ts'
import type { UserActivitiesConfig } from './config.ts'
import { readActivities } from './routes/activities/read-activities.ts'
import { writeActivities } from './routes/activities/write-activities.ts'
import { faults } from './routes/faults.ts'
import { createFindAuthor } from './routes/find-author.ts'
import { people } from './routes/people.ts'
import { createTokenAuthor } from './routes/token-author.ts'

export interface AppParts {
  readonly config: UserActivitiesConfig
  /** Closed with the app. */
  readonly database: Database
  readonly telemetry: Telemetry
}

/** Builds the service without listening. */
export async function buildApp({
  config,
  database,
  telemetry,
}: AppParts): Promise<FastifyInstance> {
  const { service } = telemetry
  const app = Fastify(serverOptions(config)).withTypeProvider<TypeBoxTypeProvider>()

  // Hooks of every request.
  await app.register(telemetryPlugin, { telemetry })
  await app.register(crossOrigin, config)
  await app.register(problemDetails, {
    traceId: (request) => request.telemetry.traceId,
    // The request log and the error report already contain it.
    onServerError: () => undefined,
    translate: translateDatabaseError,
  })
  await app.register(protection, config)

  // Health and API description.
  await app.register(health, {
    service,
    checks: {
      database: async () => {
        await database.pool.query('select 1')
      },
    },
  })
  await app.register(openApi, {
    title: 'user-activities',
    version: service.version,
    description: 'Owner of the activities.',
    ...(config.auth && { bearerToken: `A JWT signed with a key of ${config.auth.jwksUrl}` }),
  })

  // Routes.
  const repository = createActivitiesRepository(database.pool)
  await app.register(readActivities, { repository })
  const peopleRepository = createPeopleRepository(database.pool)
  const findAuthor = config.auth
    ? createTokenAuthor(config.auth, peopleRepository)
    : createFindAuthor(peopleRepository)
  await app.register(writeActivities, { repository, findAuthor, needsToken: !!config.auth })
  if (!config.auth) await app.register(people, { people: peopleRepository })
  if (config.faults) await app.register(faults, { pool: database.pool })

  let stopPurge: (() => Promise<void>) | undefined
  app.addHook('onListen', async () => {
    const intervalMillis = config.purgeIntervalMinutes * 60_000
    if (intervalMillis > 0) stopPurge = startPurge({ repository, logger: app.log, intervalMillis })
  })
  app.addHook('onClose', async () => {
    await stopPurge?.()
    await database.close()
  })
  return app
}
