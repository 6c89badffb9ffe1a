// Migrates the database to the schema of this version, then exits. Safe to repeat.
import { runMigrations } from '@cruddur/postgres'
import { loadConfig, serviceName } from './config.ts'
import { fillOf, migrations } from './database.ts'

await runMigrations({
  name: serviceName,
  migrations,
  load() {
    const config = loadConfig(process.env)
    return { database: config.database, fill: fillOf(config) }
  },
})
