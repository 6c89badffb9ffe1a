import {
  ConfigurationError,
  matching,
  number,
  oneOf,
  readEnvironment,
  secret,
  text,
  url,
  type Variable,
} from '@cruddur/environment'
import { findingSettings, findingVariables } from './finding-variables.ts'
import type { FindingSettings } from './findings/find-findings.ts'

const servicesForm =
  'name=url of each service, separated by commas, such as shop=http://127.0.0.1:4001'

const services = {
  description: 'Services whose delivery counters are read from GET /health/telemetry',
  allowed: servicesForm,
  secret: false,
  parse: (list: string) => new Map(list.split(',').map(readAddress)),
} satisfies Variable<ReadonlyMap<string, string>>

/** @throws when the entry is not `name=url` or the URL contains credentials */
function readAddress(entry: string): [name: string, url: string] {
  const [, name, address] = /^\s*([^\s=]{1,256})=(https?:\/\/\S+?)\s*$/.exec(entry) ?? []
  const { username, password } = new URL(address ?? '')
  if (name === undefined || address === undefined || username || password)
    throw new Error(servicesForm)
  return [name, address]
}

const port = (description: string, fallback: number) =>
  number({ description, default: fallback, min: 0, max: 65_535 })

const tokenForm = /^[\w.~-]{16,256}$/
const tokenAllowed = '16 to 256 letters, digits, dots, dashes, tildes or underscores'

export const consoleVariables = {
  CONSOLE_HOST: text({
    description: 'Address to listen on; 0.0.0.0 or :: accepts connections from other machines',
    default: '127.0.0.1',
  }),
  CONSOLE_PORT: port('Port of the page, the API, CloudWatch Logs and Rollbar', 4000),
  CONSOLE_OTLP_PORT: port('Port of OTLP over HTTP', 4318),
  CONSOLE_OTLP_GRPC_PORT: number({
    description: 'Port of OTLP over gRPC; by default the port before CONSOLE_OTLP_PORT',
    min: 0,
    max: 65_535,
  }),
  CONSOLE_XRAY_PORT: port('Port of the X-Ray daemon, UDP and TCP', 2000),
  CONSOLE_ALLOWED_HOSTS: matching(
    /^[^\s,/:]+(,[^\s,/:]+)*$/,
    'names without port, separated by commas',
    {
      description:
        'Host names accepted in the Host header, besides localhost and IP addresses of this machine',
    },
  ),
  CONSOLE_ALLOWED_ORIGINS: matching(
    /^https?:\/\/[^\s,/]+(,https?:\/\/[^\s,/]+)*$/,
    'origins such as https://app.example:8443, separated by commas',
    { description: 'Origins of web pages that may send telemetry, besides loopback origins' },
  ),
  CONSOLE_TOKEN: {
    ...matching(tokenForm, tokenAllowed, {
      description:
        'Token required to read stored telemetry; required when CONSOLE_HOST is not loopback',
    }),
    secret: true,
  },
  CONSOLE_DATA_DIR: text({
    description: 'Folder of the embedded ClickHouse',
    default: '.data/console',
  }),
  CONSOLE_CLICKHOUSE_URL: url({
    description: 'ClickHouse server to use instead of the embedded one',
  }),
  CONSOLE_CLICKHOUSE_USER: text({ description: 'User name on that server', default: 'default' }),
  CONSOLE_CLICKHOUSE_PASSWORD: secret({ description: 'Password of that user' }),
  CONSOLE_CLICKHOUSE_DATABASE: text({ description: 'Database on that server', default: 'default' }),
  CONSOLE_RETENTION_DAYS: number({
    description:
      'Days that data is kept; ignored with CONSOLE_CLICKHOUSE_URL, where the TTL of the tables applies',
    default: 7,
    min: 1,
    max: 3_650,
  }),
  CONSOLE_RETENTION_BYTES: number({
    description: 'Maximum bytes on disk; the oldest data is deleted first',
    default: 4_000_000_000,
    min: 10_000_000,
    max: 10_000_000_000_000,
  }),
  CONSOLE_XRAY_SAMPLING: oneOf(['everything', 'aws-default'], {
    description:
      'Sampling rule returned to X-Ray SDKs: every request, or the AWS default of 1/s and 5%',
    default: 'everything',
  }),
  CONSOLE_SERVICES: services as Variable<ReadonlyMap<string, string> | undefined>,
  ...findingVariables,
  CONSOLE_LINGER_MILLIS: number({
    description: 'Time without new data after which a closing console stops receiving',
    default: 0,
    min: 0,
    max: 60_000,
  }),
}

export interface ConsoleConfig {
  readonly host: string
  readonly port: number
  readonly otlpPort: number
  /** By default the port before `otlpPort`, if it is free. */
  readonly otlpGrpcPort?: number | undefined
  readonly xrayPort: number
  readonly allowedHosts: readonly string[]
  /** Origins of web pages that may send telemetry, besides loopback origins. */
  readonly allowedOrigins: readonly string[]
  /** Required to read; always set when other machines can connect. */
  readonly token?: string | undefined
  readonly dataFolder: string
  readonly clickHouse?: {
    readonly url: string
    readonly username: string
    readonly password: string
    readonly database: string
  }
  readonly retention: { readonly maxAgeDays: number; readonly maxBytes: number }
  readonly xraySampling: 'everything' | 'aws-default'
  /** Base URL of each service, by name. */
  readonly services: ReadonlyMap<string, string>
  readonly findings?: FindingSettings
  readonly lingerMillis: number
}

/** @throws ConfigurationError that names each invalid variable */
export function readConfig(environment: NodeJS.ProcessEnv): ConsoleConfig {
  const values = readEnvironment(consoleVariables, environment)
  if (values.CONSOLE_TOKEN === undefined && !isLoopback(values.CONSOLE_HOST))
    throw new ConfigurationError([
      {
        name: 'CONSOLE_TOKEN',
        value: 'nothing',
        allowed: `${tokenAllowed}, because CONSOLE_HOST=${values.CONSOLE_HOST} accepts connections from other machines`,
      },
    ])
  return Object.freeze({
    host: values.CONSOLE_HOST,
    port: values.CONSOLE_PORT,
    otlpPort: values.CONSOLE_OTLP_PORT,
    otlpGrpcPort: values.CONSOLE_OTLP_GRPC_PORT,
    xrayPort: values.CONSOLE_XRAY_PORT,
    allowedHosts: values.CONSOLE_ALLOWED_HOSTS?.split(',') ?? [],
    allowedOrigins: values.CONSOLE_ALLOWED_ORIGINS?.split(',') ?? [],
    ...(values.CONSOLE_TOKEN !== undefined && { token: values.CONSOLE_TOKEN }),
    dataFolder: values.CONSOLE_DATA_DIR,
    ...(values.CONSOLE_CLICKHOUSE_URL && {
      clickHouse: {
        url: values.CONSOLE_CLICKHOUSE_URL,
        username: values.CONSOLE_CLICKHOUSE_USER,
        password: values.CONSOLE_CLICKHOUSE_PASSWORD ?? '',
        database: values.CONSOLE_CLICKHOUSE_DATABASE,
      },
    }),
    retention: {
      maxAgeDays: values.CONSOLE_RETENTION_DAYS,
      maxBytes: values.CONSOLE_RETENTION_BYTES,
    },
    xraySampling: values.CONSOLE_XRAY_SAMPLING,
    services: values.CONSOLE_SERVICES ?? new Map(),
    findings: findingSettings(values),
    lingerMillis: values.CONSOLE_LINGER_MILLIS,
  })
}

/** Whether the address only accepts connections from this machine. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
