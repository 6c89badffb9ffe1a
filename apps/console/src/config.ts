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

const servicesForm =
  'name=url of each service, separated by commas, such as shop=http://127.0.0.1:4001'

const services = {
  description: 'Services to ask for their own ledger, GET /health/telemetry',
  allowed: servicesForm,
  secret: false,
  parse: (list: string) => new Map(list.split(',').map(readAddress)),
} satisfies Variable<ReadonlyMap<string, string>>

/** @throws when it is not `name=url`, or the URL holds credentials */
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
    description: 'Address to listen on; 0.0.0.0 or :: to be reached from outside',
    default: '127.0.0.1',
  }),
  CONSOLE_PORT: port('Port of the page, the API, CloudWatch Logs and Rollbar', 4000),
  CONSOLE_OTLP_PORT: port('Port of OTLP over HTTP', 4318),
  CONSOLE_XRAY_PORT: port('Port of the X-Ray daemon, UDP and TCP', 2000),
  CONSOLE_ALLOWED_HOSTS: matching(
    /^[^\s,/:]+(,[^\s,/:]+)*$/,
    'names without port, separated by commas',
    { description: 'Names besides localhost under which the console may be asked' },
  ),
  CONSOLE_TOKEN: {
    ...matching(tokenForm, tokenAllowed, {
      description:
        'Needed to read what was received; must be set when CONSOLE_HOST is not loopback',
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
  CONSOLE_CLICKHOUSE_USER: text({ description: 'Account on that server', default: 'default' }),
  CONSOLE_CLICKHOUSE_PASSWORD: secret({ description: 'Password of the account' }),
  CONSOLE_CLICKHOUSE_DATABASE: text({ description: 'Database on that server', default: 'default' }),
  CONSOLE_RETENTION_DAYS: number({
    description: 'Days that data are kept; on a server its own TTL decides',
    default: 7,
    min: 1,
    max: 3_650,
  }),
  CONSOLE_RETENTION_BYTES: number({
    description: 'Bytes on disk at most; the oldest data go first',
    default: 4_000_000_000,
    min: 10_000_000,
    max: 10_000_000_000_000,
  }),
  CONSOLE_XRAY_SAMPLING: oneOf(['everything', 'aws-default'], {
    description: 'Sampling rule handed to X-Ray SDKs: every request, or 1/s and 5 % as AWS does',
    default: 'everything',
  }),
  CONSOLE_SERVICES: services as Variable<ReadonlyMap<string, string> | undefined>,
  CONSOLE_LINGER_MILLIS: number({
    description: 'When stopped, goes on receiving until nothing has arrived for this long',
    default: 0,
    min: 0,
    max: 60_000,
  }),
}

export interface ConsoleConfig {
  readonly host: string
  readonly port: number
  readonly otlpPort: number
  readonly xrayPort: number
  readonly allowedHosts: readonly string[]
  /** Needed to read; always there when others than this machine can connect. */
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
  /** Where the services answer, by name. */
  readonly services: ReadonlyMap<string, string>
  readonly lingerMillis: number
}

/** @throws ConfigurationError naming each wrong variable */
export function readConfig(environment: NodeJS.ProcessEnv): ConsoleConfig {
  const values = readEnvironment(consoleVariables, environment)
  if (values.CONSOLE_TOKEN === undefined && !isLoopback(values.CONSOLE_HOST))
    throw new ConfigurationError([
      {
        name: 'CONSOLE_TOKEN',
        allowed: `${tokenAllowed}, because with CONSOLE_HOST=${values.CONSOLE_HOST} others can connect`,
      },
    ])
  return Object.freeze({
    host: values.CONSOLE_HOST,
    port: values.CONSOLE_PORT,
    otlpPort: values.CONSOLE_OTLP_PORT,
    xrayPort: values.CONSOLE_XRAY_PORT,
    allowedHosts: values.CONSOLE_ALLOWED_HOSTS?.split(',') ?? [],
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
    lingerMillis: values.CONSOLE_LINGER_MILLIS,
  })
}

/** Whether only this machine can connect to the address. */
function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
