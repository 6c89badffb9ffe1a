import pg from 'pg'
import type { DatabaseConfig } from './database-variables.ts'
import { startEmbeddedDatabase } from './embedded-database.ts'

export interface Database {
  readonly pool: pg.Pool
  /** Whether this process is the only user of the database and may migrate it. */
  readonly embedded: boolean
  close(): Promise<void>
}

/** Opens the configured database; connects on first use. */
export async function openDatabase(
  config: DatabaseConfig,
  onError: (error: Error) => void,
): Promise<Database> {
  const embedded = config.url
    ? undefined
    : await startEmbeddedDatabase(config.dataFolder, config.dataFolderVariable)
  const { statementTimeoutMillis, poolSize } = config
  const pool = new pg.Pool({
    application_name: config.name,
    max: poolSize,
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: statementTimeoutMillis,
    idle_in_transaction_session_timeout: statementTimeoutMillis,
    // Timeout of the driver, for an unresponsive server and for PGlite, which has no timeouts.
    query_timeout: statementTimeoutMillis + 500,
    ...(embedded ? embedded.connection : serverConnection(config)),
  })
  // The pool replaces a broken idle connection; without a listener the error would end the process.
  pool.on('error', onError)
  return {
    pool,
    embedded: embedded !== undefined,
    async close() {
      await pool.end()
      await embedded?.close()
    },
  }
}

/** A database that never connects, for an app that only describes its routes. */
export function unconnectedDatabase(): Database {
  const pool = new pg.Pool()
  return { pool, embedded: false, close: () => pool.end() }
}

function serverConnection({ url, certificateAuthorities }: DatabaseConfig): pg.PoolConfig {
  if (!url || !certificateAuthorities) return { connectionString: url }
  // pg prefers the TLS settings of the URL, which cannot contain certificates.
  const withoutTls = new URL(url)
  for (const name of [...withoutTls.searchParams.keys()])
    if (name.startsWith('ssl')) withoutTls.searchParams.delete(name)
  // Environment files have no multi-line values.
  const ca = certificateAuthorities.replaceAll('\\n', '\n')
  return { connectionString: withoutTls.href, ssl: { ca } }
}
