import {
  health,
  openApi,
  problemDetails,
  protection,
  serverOptions,
} from '@cruddur/fastify-service'
import { type Telemetry, telemetryPlugin } from '@cruddur/telemetry'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance } from 'fastify'
import { createShowHomeActivities } from './activities/show-home-activities.ts'
import { createUserActivitiesClient } from './clients/user-activities-client.ts'
import type { HomeActivitiesConfig } from './config.ts'
import { homeActivities } from './routes/home-activities.ts'

export interface AppParts {
  readonly config: HomeActivitiesConfig
  readonly telemetry: Telemetry
}

/** Builds the service; it never listens, and needs nobody to be there. */
export async function buildApp({ config, telemetry }: AppParts): Promise<FastifyInstance> {
  const { service } = telemetry
  const app = Fastify(serverOptions(config)).withTypeProvider<TypeBoxTypeProvider>()

  // What every request meets first.
  await app.register(telemetryPlugin, { telemetry })
  await app.register(problemDetails, {
    traceId: (request) => request.telemetry.traceId,
    // The request's own line and report tell it.
    onServerError: () => undefined,
  })
  await app.register(protection, config)

  // What the service says of itself. It can serve its last good timeline alone, so it needs nobody.
  await app.register(health, { service })
  await app.register(openApi, {
    title: 'home-activities',
    version: service.version,
    description: "Everyone's latest activities.",
  })

  // What it is for.
  const userActivities = createUserActivitiesClient(config.userActivities)
  const showHomeActivities = createShowHomeActivities({
    source: userActivities,
    maxStaleSeconds: config.maxStaleSeconds,
  })
  await app.register(homeActivities, { showHomeActivities })

  app.addHook('onClose', () => userActivities.close())
  return app
}
