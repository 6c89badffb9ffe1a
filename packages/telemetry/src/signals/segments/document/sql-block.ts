import type { Attributes } from '@opentelemetry/api'

export interface SqlBlock {
  readonly database_type: string
  /** `postgresql://host:port/name`, without user and password. */
  readonly url?: string
  readonly user?: string
  readonly sanitized_query?: string
}

export const sqlAttributes = [
  'db.system.name',
  'db.system',
  'db.namespace',
  'db.name',
  'db.query.text',
  'db.statement',
  'db.user',
  'server.address',
  'server.port',
] as const

/** X-Ray's `sql` block of a database span; undefined for other spans. */
export function sqlBlock(attributes: Attributes): SqlBlock | undefined {
  const system = attributes['db.system.name'] ?? attributes['db.system']
  if (system === undefined) return undefined
  const url = connectionUrl(String(system), attributes)
  const query = attributes['db.query.text'] ?? attributes['db.statement']
  const user = attributes['db.user']
  return {
    database_type: String(system),
    ...(url !== undefined && { url }),
    ...(user !== undefined && { user: String(user) }),
    ...(query !== undefined && { sanitized_query: String(query) }),
  }
}

/** The X-Ray receiver of the OpenTelemetry Collector drops segments with another form, such as a bare socket path. */
function connectionUrl(system: string, attributes: Attributes): string | undefined {
  const address = attributes['server.address']
  if (address === undefined) return undefined
  const port = attributes['server.port']
  return [
    `${system}://${urlHost(String(address))}`,
    port === undefined ? '' : `:${port}`,
    `/${databaseName(attributes) ?? ''}`,
  ].join('')
}

/** The folder of a Unix socket is percent-encoded, as in the URLs of libpq. */
function urlHost(address: string): string {
  if (address.includes('/')) return encodeURIComponent(address)
  return address.includes(':') ? `[${address}]` : address
}

/** The node name on the service map, `name@host` as in the X-Ray SDKs. */
export function databaseNode(attributes: Attributes): string {
  const database = databaseName(attributes) ?? attributes['db.system.name']
  const address = attributes['server.address']
  return address === undefined ? String(database) : `${database}@${address}`
}

function databaseName(attributes: Attributes): string | undefined {
  const name = attributes['db.namespace'] ?? attributes['db.name']
  // instrumentation-pg writes `database|schema`.
  return name === undefined ? undefined : String(name).split('|')[0]
}
