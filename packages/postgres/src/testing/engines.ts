import { rm } from 'node:fs/promises'
import type { DatabaseConfig } from '../database-variables.ts'
import { type Database, openDatabase } from '../open-database.ts'
import { embeddedDataFolder } from './embedded-data-folder.ts'
import { startPostgresServer } from './postgres-server.ts'

export interface Engine {
  readonly database: Database
  /** Drops everything in the database. */
  empty(): Promise<void>
  stop(): Promise<void>
}

const settings = {
  name: 'test',
  dataFolderVariable: 'DATA_DIR',
  poolSize: 5,
  statementTimeoutMillis: 10_000,
}

/** The supported databases, which must behave the same. */
export const engines: readonly { readonly name: string; start(): Promise<Engine> }[] = [
  {
    name: 'the embedded database',
    async start() {
      const folder = await embeddedDataFolder()
      const engine = await open({ ...settings, url: undefined, dataFolder: folder })
      return {
        ...engine,
        async stop() {
          await engine.stop()
          await rm(folder, { recursive: true, force: true })
        },
      }
    },
  },
  {
    name: 'a Postgres server',
    async start() {
      const server = await startPostgresServer()
      const url = await server.createDatabase('cruddur')
      const engine = await open({ ...settings, url, dataFolder: '' })
      return {
        ...engine,
        async stop() {
          await engine.stop()
          await server.stop()
        },
      }
    },
  },
]

async function open(config: DatabaseConfig): Promise<Engine> {
  const database = await openDatabase(config, () => undefined)
  return {
    database,
    async empty() {
      await database.pool.query('drop schema public cascade')
      await database.pool.query('create schema public')
    },
    stop: () => database.close(),
  }
}
