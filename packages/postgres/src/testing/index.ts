export { embeddedDataFolder } from './embedded-data-folder.ts'
export { type Engine, engines } from './engines.ts'
export { type PostgresServer, startPostgresServer } from './postgres-server.ts'
