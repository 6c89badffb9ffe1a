import { flag, number, readEnvironment, text, url, type Variable } from '@cruddur/environment'
import { type ServerConfig, serverConfig, serverVariables } from '@cruddur/fastify-service'

const databaseUrl: Variable<string | undefined> = {
  description: 'Postgres server; default: the embedded database in USER_ACTIVITIES_DATA_DIR',
  allowed: 'a postgres:// or postgresql:// URL (never shown)',
  secret: true,
  parse(value) {
    if (!/^postgres(ql)?:$/.test(new URL(value).protocol)) throw new Error('not a Postgres URL')
    return value
  },
}

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
  DATABASE_URL: databaseUrl,
  DATABASE_CA_CERTIFICATES: text({
    description:
      'PEM certificates of the authorities that the Postgres server is verified with, such as the bundle of Amazon RDS; enables TLS',
  }),
  USER_ACTIVITIES_DATA_DIR: text({
    description: 'Folder of the embedded database',
    default: '.data/user-activities',
  }),
  USER_ACTIVITIES_SAMPLE_DATA: flag({
    description:
      'Inserts sample people and posts into a database without people, at the start and by the migration; default: embedded database only',
  }),
  USER_ACTIVITIES_POOL_SIZE: number({
    description: 'Maximum connections to the Postgres server',
    default: 10,
    min: 1,
    max: 500,
  }),
  USER_ACTIVITIES_STATEMENT_TIMEOUT_MILLIS: number({
    description: 'Statement timeout; a request whose statement is canceled gets 503',
    default: 3_000,
    min: 10,
    max: 600_000,
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

export interface DatabaseConfig {
  readonly url: string | undefined
  /** PEM certificates. */
  readonly certificateAuthorities?: string | undefined
  readonly dataFolder: string
  readonly poolSize: number
  readonly statementTimeoutMillis: number
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
    database: {
      url: values.DATABASE_URL,
      certificateAuthorities: values.DATABASE_CA_CERTIFICATES,
      dataFolder: values.USER_ACTIVITIES_DATA_DIR,
      poolSize: values.USER_ACTIVITIES_POOL_SIZE,
      statementTimeoutMillis: values.USER_ACTIVITIES_STATEMENT_TIMEOUT_MILLIS,
    },
    sampleData: values.USER_ACTIVITIES_SAMPLE_DATA ?? values.DATABASE_URL === undefined,
    purgeIntervalMinutes: values.USER_ACTIVITIES_PURGE_INTERVAL_MINUTES,
    faults: values.USER_ACTIVITIES_FAULTS,
  })
}
