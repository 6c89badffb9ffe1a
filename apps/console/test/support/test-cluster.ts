import type { ClickHouseClient } from '@clickhouse/client'

/** A ClickHouse with a cluster of two shards. */
export interface TestCluster {
  readonly client: ClickHouseClient
  /** Name of the cluster; undefined in chDB, where migrations of clusters cannot run. */
  readonly name?: string
  /** Starts the names of all databases. */
  readonly prefix: string
  /** A client of a database, with the settings of queries on a server. */
  connect(database: string): Promise<ClickHouseClient>
  /**
   * Creates a database with Distributed tables over migrated tables of each shard.
   * @param prepare statements that are executed in the database of a shard before the migration
   */
  create(database: string, prepare: (shardDatabase: string) => readonly string[]): Promise<void>
  /** The database that has the stored tables of a shard. */
  shardDatabase(database: string, shard: Shard): string
  insertIntoShard(into: ShardTable, columns: readonly string[], select: string): Promise<void>
  /** Resolves when all replicas have the inserted rows. */
  settle(): Promise<void>
  close(): Promise<void>
}

export type Shard = 1 | 2

export interface ShardTable {
  readonly database: string
  readonly shard: Shard
  readonly table: string
}

export async function readRows<Row>(client: ClickHouseClient, query: string): Promise<Row[]> {
  return (await client.query({ query, format: 'JSONEachRow' })).json<Row>()
}
