import type { SeededRandom } from './seeded-random.ts'

/** An SDK with its instrumentations, as far as names and attributes differ. */
export interface Sdk {
  readonly name: string
  /** Names before the stable conventions, or those of today. */
  readonly conventions: 'old' | 'current'
  readonly language: 'nodejs' | 'java' | 'python' | 'go' | 'dotnet' | 'ruby'
  readonly scope: string
  readonly database: 'postgresql' | 'mysql' | 'mssql'
  /** A placeholder in SQL. */
  placeholder(position: number): string
  queryName(operation: string, table: string): string
  clientName(method: string): string
  /** Writes a route of the form `/orders/:id`. */
  route(pattern: string): string
}

const braces = (pattern: string) => pattern.replaceAll(/:(\w+)/g, '{$1}')
const same = (pattern: string) => pattern

export const sdks: readonly Sdk[] = [
  {
    ...{ name: 'cruddur', conventions: 'current', language: 'nodejs', scope: '@fastify/otel' },
    database: 'postgresql',
    placeholder: (position) => `$${position}`,
    queryName: (operation, table) => `${operation.toLowerCase()} ${table}`,
    clientName: (method) => method,
    route: same,
  },
  {
    ...{ name: 'js-contrib', conventions: 'old', language: 'nodejs' },
    scope: '@opentelemetry/instrumentation-http',
    database: 'postgresql',
    placeholder: (position) => `$${position}`,
    queryName: (operation) => `pg.query:${operation} shop`,
    clientName: (method) => method,
    route: same,
  },
  {
    ...{ name: 'java-agent', conventions: 'current', language: 'java' },
    scope: 'io.opentelemetry.tomcat-10.0',
    database: 'mysql',
    placeholder: () => '?',
    queryName: (operation, table) => `${operation} shop.${table}`,
    clientName: (method) => method,
    route: braces,
  },
  {
    ...{ name: 'python-contrib', conventions: 'old', language: 'python' },
    scope: 'opentelemetry.instrumentation.flask',
    database: 'postgresql',
    placeholder: () => '%s',
    queryName: (operation) => operation,
    clientName: (method) => method,
    route: (pattern) => pattern.replaceAll(/:(\w+)/g, '<$1>'),
  },
  {
    ...{ name: 'go-contrib', conventions: 'current', language: 'go' },
    scope: 'go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp',
    database: 'postgresql',
    placeholder: (position) => `$${position}`,
    queryName: () => 'sql.conn.query',
    clientName: (method) => `HTTP ${method}`,
    route: braces,
  },
  {
    ...{ name: 'dotnet', conventions: 'current', language: 'dotnet' },
    scope: 'Microsoft.AspNetCore',
    database: 'mssql',
    placeholder: (position) => `@p${position - 1}`,
    queryName: (operation, table) => `${operation} ${table}`,
    clientName: (method) => method,
    route: (pattern) => braces(pattern).slice(1),
  },
  {
    ...{ name: 'ruby-contrib', conventions: 'old', language: 'ruby' },
    scope: 'OpenTelemetry::Instrumentation::Rack',
    database: 'mysql',
    placeholder: () => '?',
    queryName: (operation) => operation.toLowerCase(),
    clientName: (method) => `HTTP ${method}`,
    route: same,
  },
]

export const nodeSdks = sdks.filter(({ language }) => language === 'nodejs')

export function pickSdk(random: SeededRandom, from: readonly Sdk[] = sdks): Sdk {
  return random.pick(from)
}
