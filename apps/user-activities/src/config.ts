import { flag, number, readEnvironment, text, url } from '@cruddur/environment'
import { type ServerConfig, serverConfig, serverVariables } from '@cruddur/fastify-service'
import { type DatabaseConfig, databaseConfig, databaseVariables } from '@cruddur/postgres'

export const serviceName = 'user-activities'
const prefix = 'USER_ACTIVITIES'

export const userActivitiesVariables = {
  ...serverVariables({ port: 4002 }),
  USER_ACTIVITIES_PORT: number({
    description: 'Overrides PORT; 0 uses PORT',
    default: 0,
    min: 0,
    max: 65_535,
  }),
  AUTH_JWKS_URL: url({
    description:
      'Key set that bearer tokens of POST requests are verified with; default: no authentication',
  }),
  AUTH_ISSUER: text({ description: 'Required issuer of the tokens' }),
  AUTH_AUDIENCE: text({ description: 'Required audience of the tokens' }),
  ...databaseVariables(prefix, serviceName),
  USER_ACTIVITIES_SAMPLE_DATA: flag({
    description:
      'Inserts sample people and posts into a database without people, at the start and by the migration; default: embedded database only',
  }),
  USER_ACTIVITIES_PURGE_INTERVAL_MINUTES: number({
    description: 'Interval of the purge of activities that expired a day ago; 0 disables it',
    default: 60,
    min: 0,
    max: 10_080,
  }),
  USER_ACTIVITIES_FAULTS: flag({
    description:
      'Serves /faults/* and /rollbar/test, which fail on purpose; rejected in production',
    default: false,
  }),
}

export interface AuthConfig {
  /** URL of the JSON Web Key Set. */
  readonly jwksUrl: string
  readonly issuer: string | undefined
  readonly audience: string | undefined
}

export interface UserActivitiesConfig extends ServerConfig {
  /** Undefined without authentication. */
  readonly auth: AuthConfig | undefined
  readonly database: DatabaseConfig
  readonly sampleData: boolean
  readonly purgeIntervalMinutes: number
  readonly faults: boolean
}

/** @throws ConfigurationError naming every invalid variable */
export function loadConfig(environment: NodeJS.ProcessEnv): UserActivitiesConfig {
  const values = readEnvironment(userActivitiesVariables, environment)
  const server = serverConfig(values)
  return Object.freeze({
    ...server,
    port: values.USER_ACTIVITIES_PORT || server.port,
    auth: values.AUTH_JWKS_URL
      ? {
          jwksUrl: values.AUTH_JWKS_URL,
          issuer: values.AUTH_ISSUER,
          audience: values.AUTH_AUDIENCE,
        }
      : undefined,
    database: databaseConfig(prefix, serviceName, values),
    sampleData: values.USER_ACTIVITIES_SAMPLE_DATA ?? values.DATABASE_URL === undefined,
    purgeIntervalMinutes: values.USER_ACTIVITIES_PURGE_INTERVAL_MINUTES,
    faults: values.USER_ACTIVITIES_FAULTS,
  })
}
