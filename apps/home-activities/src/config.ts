import { number, readEnvironment, url } from '@cruddur/environment'
import { type ServerConfig, serverConfig, serverVariables } from '@cruddur/fastify-service'

export const homeActivitiesVariables = {
  ...serverVariables({ port: 4001 }),
  HOME_ACTIVITIES_PORT: number({
    description: 'Goes before PORT, for several services with one environment; 0 leaves it to PORT',
    default: 0,
    min: 0,
    max: 65_535,
  }),
  USER_ACTIVITIES_URL: url({
    description: 'Where user-activities answers',
    default: 'http://127.0.0.1:4002',
  }),
  USER_ACTIVITIES_TIMEOUT_MILLIS: number({
    description: 'Longest wait for user-activities; then the last good timeline is served',
    default: 2_000,
    min: 10,
    max: 60_000,
  }),
  HOME_ACTIVITIES_MAX_STALE_SECONDS: number({
    description: 'How old a last good timeline may be; 0 serves none',
    default: 3_600,
    min: 0,
    max: 86_400,
  }),
}

export interface HomeActivitiesConfig extends ServerConfig {
  readonly userActivities: { readonly url: string; readonly timeoutMillis: number }
  readonly maxStaleSeconds: number
}

/** @throws ConfigurationError naming every wrong variable */
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
  })
}
