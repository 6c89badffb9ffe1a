import { flag, number, readEnvironment, url } from '@cruddur/environment'
import { type ServerConfig, serverConfig, serverVariables } from '@cruddur/fastify-service'

export const homeActivitiesVariables = {
  ...serverVariables({ port: 4001 }),
  HOME_ACTIVITIES_PORT: number({
    description: 'Overrides PORT; 0 uses PORT',
    default: 0,
    min: 0,
    max: 65_535,
  }),
  USER_ACTIVITIES_URL: url({
    description: 'Base URL of user-activities',
    default: 'http://127.0.0.1:4002',
  }),
  USER_ACTIVITIES_TIMEOUT_MILLIS: number({
    description: 'Timeout of a request to user-activities; a stale timeline is served after it',
    default: 2_000,
    min: 10,
    max: 60_000,
  }),
  HOME_ACTIVITIES_MAX_STALE_SECONDS: number({
    description: 'Maximum age of a stale timeline; 0 disables the stale cache',
    default: 3_600,
    min: 0,
    max: 86_400,
  }),
  HOME_ACTIVITIES_FAULTS: flag({
    description:
      'Serves /faults/error and /rollbar/test, which fail on purpose; rejected in production',
    default: false,
  }),
}

export interface HomeActivitiesConfig extends ServerConfig {
  readonly userActivities: { readonly url: string; readonly timeoutMillis: number }
  readonly maxStaleSeconds: number
  readonly faults: boolean
}

/** @throws ConfigurationError naming every invalid variable */
export function loadConfig(environment: NodeJS.ProcessEnv): HomeActivitiesConfig {
  const values = readEnvironment(homeActivitiesVariables, environment)
  const server = serverConfig(values)
  return Object.freeze({
    ...server,
    port: values.HOME_ACTIVITIES_PORT || server.port,
    userActivities: {
      url: values.USER_ACTIVITIES_URL,
      timeoutMillis: values.USER_ACTIVITIES_TIMEOUT_MILLIS,
    },
    maxStaleSeconds: values.HOME_ACTIVITIES_MAX_STALE_SECONDS,
    faults: values.HOME_ACTIVITIES_FAULTS,
  })
}
