import type { ClickHouseClient } from '@clickhouse/client'

/** A ClickHouse with a cluster of two shards. */
export interface TestCluster {
  readonly client: ClickHouseClient
  /** A client of a database, with the settings of queries on a server. */
  connect(database?: string): Promise<ClickHouseClient>
  /**
   * Creates a database with Distributed tables over migrated tables of each shard.
   * @param prepare statements that are executed in the database of a shard before the migration
   */
  create(database: string, prepare: (shardDatabase: string) => readonly string[]): Promise<void>
  /** @param shard 1 or 2 */
  insertIntoShard(
    database: string,
    shard: number,
    table: string,
    columns: readonly string[],
    select: string,
  ): Promise<void>
  close(): Promise<void>
}
