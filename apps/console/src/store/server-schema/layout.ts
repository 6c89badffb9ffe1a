import { StoreError } from '../../model/store-error.ts'

/** Location of the tables on a server or a cluster. */
export interface Layout {
  /** Database that the console uses; on a cluster, of the Distributed tables. */
  readonly database: string
  /** Name of the cluster in `system.clusters`; undefined for a single server. */
  readonly cluster?: string | undefined
  /** Database of the stored tables on each node; `database` without a cluster. */
  readonly localDatabase: string
}

/** @throws StoreError when the two databases of a cluster are the same */
export function createLayout(database: string, cluster?: string, localDatabase?: string): Layout {
  if (cluster === undefined) return { database, localDatabase: database }
  const local = localDatabase ?? `${database}_local`
  if (local === database)
    throw new StoreError(
      'CON_STORE_SCHEMA_CONFLICT',
      `the local and the Distributed tables of a cluster have the same names, so --local-database must differ from CONSOLE_CLICKHOUSE_DATABASE (got "${database}" for both)`,
    )
  return { database, cluster, localDatabase: local }
}

export function identifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``
}

export function qualified(database: string, table: string): string {
  return `${identifier(database)}.${identifier(table)}`
}

/** The clause that runs a statement on every node. */
export function onCluster({ cluster }: Layout): string {
  return cluster === undefined ? '' : ` ON CLUSTER ${identifier(cluster)}`
}
