import {
  crossOrigin,
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
import { faults } from './routes/faults.ts'
import { homeActivities } from './routes/home-activities.ts'

export interface AppParts {
  readonly config: HomeActivitiesConfig
  readonly telemetry: Telemetry
}

/** Builds the service without listening; needs no other service to be up. */
export async function buildApp({ config, telemetry }: AppParts): Promise<FastifyInstance> {
  const { service } = telemetry
  const app = Fastify(serverOptions(config)).withTypeProvider<TypeBoxTypeProvider>()

  // Hooks of every request.
  await app.register(telemetryPlugin, { telemetry })
  await app.register(crossOrigin, config)
  await app.register(problemDetails, {
    traceId: (request) => request.telemetry.traceId,
    // The request log and the error report already contain it.
    onServerError: () => undefined,
  })
  await app.register(protection, config)

  const userActivities = createUserActivitiesClient(config.userActivities)
  const showHomeActivities = createShowHomeActivities({
    source: userActivities,
    maxStaleSeconds: config.maxStaleSeconds,
  })

  // Health and API description. No readiness checks: a stale timeline needs no other service.
  await app.register(health, {
    service,
    dependencies: { 'user-activities': userActivities.state },
  })
  await app.register(openApi, {
    title: 'home-activities',
    version: service.version,
    description: 'Latest activities of all people.',
  })

  // Routes.
  await app.register(homeActivities, { showHomeActivities })
  if (config.faults) await app.register(faults)

  app.addHook('onClose', () => userActivities.close())
  return app
}
