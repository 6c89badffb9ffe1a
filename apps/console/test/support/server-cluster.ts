import { randomBytes } from 'node:crypto'
import { type ClickHouseClient, createClient } from '@clickhouse/client'
import { clusterSettings } from '../../src/store/engine/server.ts'
import { createLayout } from '../../src/store/server-schema/layout.ts'
import { migrateServer } from '../../src/store/server-schema/migrate-server.ts'
import { readRows, type TestCluster } from './test-cluster.ts'

/** Cluster of test/store/server/cluster. */
const name = 'two'

/** A real server that is part of a cluster; databases are created under a random prefix and dropped. */
export async function openServerCluster(url: string): Promise<TestCluster> {
  const prefix = `test_${randomBytes(4).toString('hex')}_`
  const clients: ClickHouseClient[] = []
  const connect = async (database: string) => {
    const client = createClient({
      url,
      database,
      request_timeout: 300_000,
      clickhouse_settings: { ...clusterSettings, distributed_foreground_insert: 1 },
    })
    clients.push(client)
    return client
  }
  const client = await connect('system')
  const run = (query: string) => client.command({ query })
  const local = (database: string) => `${database}_local`

  return {
    ...{ client, name, prefix, connect },
    create: async (database, prepare) => {
      await run(`CREATE DATABASE ${local(database)} ON CLUSTER ${name}`)
      for (const statement of prepare(local(database)))
        await run(
          statement
            .replace(/^CREATE (TABLE|MATERIALIZED VIEW) (\S+)/, `CREATE $1 $2 ON CLUSTER ${name}`)
            .replace('ENGINE = MergeTree', 'ENGINE = ReplicatedMergeTree'),
        )
      await migrateServer(client, createLayout(database, name, local(database)), {
        ...{ leadMillis: 5_000, lateMillis: 500, onProgress: () => undefined },
      })
    },
    shardDatabase: local,
    insertIntoShard: async ({ database, shard, table }, columns, select) => {
      await run(
        `INSERT INTO ${database}.${table} (${columns.join(', ')}) SETTINGS insert_shard_id = ${shard} ${select}`,
      )
    },
    settle: async () => {
      const tables = await readRows<{ name: string }>(
        client,
        `SELECT concat(database, '.', name) AS name FROM system.tables WHERE startsWith(database, '${prefix}') AND startsWith(engine, 'Replicated')`,
      )
      for (const table of tables) await run(`SYSTEM SYNC REPLICA ${table.name} ON CLUSTER ${name}`)
    },
    close: async () => {
      const databases = await readRows<{ name: string }>(
        client,
        `SELECT name FROM system.databases WHERE startsWith(name, '${prefix}')`,
      )
      for (const database of databases)
        await run(`DROP DATABASE IF EXISTS ${database.name} ON CLUSTER ${name} SYNC`)
      for (const one of clients) await one.close()
    },
  }
}
