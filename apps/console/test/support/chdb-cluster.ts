import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type ClickHouseClient,
  type ClickHouseClientConfigOptions,
  createClient,
} from '@clickhouse/client'
import { Session } from 'chdb'
import { createChdbConnection } from 'chdb/connection'
import { clusterSettings } from '../../src/store/engine/server.ts'
import { migrateServer } from '../../src/store/server-schema/migrate-server.ts'
import { schemaTables } from '../../src/store/server-schema/migration-plan.ts'
import { createDistributed } from '../../src/store/server-schema/statements.ts'
import { readRows, type TestCluster } from './test-cluster.ts'

type Connection = NonNullable<ClickHouseClientConfigOptions['connection']>

// Two addresses of this process: queries of a Distributed table run once for each.
const config = `<clickhouse>
  <tcp_port>9000</tcp_port>
  <remote_servers>
    <two>
      <shard><replica><host>127.0.0.1</host><port>9000</port></replica></shard>
      <shard><replica><host>localhost</host><port>9000</port></replica></shard>
    </two>
  </remote_servers>
</clickhouse>`

/**
 * chDB with a cluster of two shards. Each shard is a database with stored tables and views; a database of
 * views reads the one of the shard that a query runs for. There is no Keeper, so there are no replicas.
 */
export async function openChdbCluster(): Promise<TestCluster> {
  const folder = await mkdtemp(join(tmpdir(), 'console-cluster-'))
  const configFile = join(folder, 'config.xml')
  await writeFile(configFile, config)
  const data = join(folder, 'data')
  const session = new Session(data, { connectionArgs: [`--config-file=${configFile}`] })
  const clients: ClickHouseClient[] = []
  const connect = async (database: string) => {
    const connection: unknown = createChdbConnection({ path: data })
    const client = createClient({ connection: connection as Connection })
    clients.push(client)
    // The shards are views, which have no PREWHERE.
    const query = client.query.bind(client)
    client.query = ((params: Parameters<typeof query>[0]) =>
      query({
        ...params,
        query: params.query.replace(/\nPREWHERE ([\s\S]+?)\nWHERE /, '\nWHERE ($1) AND '),
      })) as typeof client.query
    await client.command({ query: `USE ${database}` })
    for (const [name, value] of Object.entries(clusterSettings))
      await client.command({ query: `SET ${name} = '${value}'` })
    return client
  }
  const client = await connect('default')
  const run = (query: string) => client.command({ query })

  return {
    ...{ client, connect, prefix: '' },
    create: async (name, prepare) => {
      const shards = [`${name}_1`, `${name}_2`]
      for (const shard of shards) {
        await run(`CREATE DATABASE ${shard}`)
        for (const statement of prepare(shard)) await run(statement)
        await migrateServer(
          client,
          { database: shard, localDatabase: shard },
          { leadMillis: 500, lateMillis: 500, onProgress: () => undefined },
        )
      }
      const local = `${name}_shards`
      for (const database of [local, name]) await run(`CREATE DATABASE ${database}`)
      for (const table of schemaTables) {
        const names = await readRows<{ name: string }>(
          client,
          `SELECT name FROM system.columns WHERE database = '${shards[0]}' AND table = '${table}'`,
        )
        const columns = names.map(({ name }) => `\`${name}\``)
        const ofShards = shards.map(
          (shard, index) =>
            `SELECT ${columns.join(', ')} FROM ${shard}.${table} WHERE shardNum() = ${index + 1}`,
        )
        await run(`CREATE VIEW ${local}.${table} AS ${ofShards.join(' UNION ALL ')}`)
        const distributed = createDistributed(table, {
          ...{ database: name, localDatabase: local, cluster: 'two' },
        })
        await run(distributed.replace(' ON CLUSTER `two`', ''))
      }
    },
    shardDatabase: (database, shard) => `${database}_${shard}`,
    insertIntoShard: async ({ database, shard, table }, columns, select) => {
      await run(`INSERT INTO ${database}_${shard}.${table} (${columns.join(', ')}) ${select}`)
    },
    settle: async () => undefined,
    close: async () => {
      for (const one of clients) await one.close()
      session.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
