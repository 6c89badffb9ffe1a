import { parseArgs } from 'node:util'
import { StartError } from '@cruddur/fastify-service'
import type { ConsoleConfig } from './config.ts'
import { openServer } from './store/engine/server.ts'
import { createLayout } from './store/server-schema/layout.ts'
import {
  assertCluster,
  migrateServer,
  printMigration,
} from './store/server-schema/migrate-server.ts'

const timeoutMillis = 3_600_000
const usage = `Usage: console migrate [--print] [--cluster <name>] [--local-database <name>]

Creates the tables of the console in CONSOLE_CLICKHOUSE_DATABASE and fills the summaries of telemetry
that is stored already. Existing tables are not changed, and a repeated run does nothing.

  --print                  print the statements for review; nothing is changed
  --cluster <name>         create Replicated tables on every node and Distributed tables over them
  --local-database <name>  database of the tables on each node (default: the database with _local)
`

/**
 * Runs `console migrate` with its arguments.
 * @throws StartError for invalid arguments; StoreError when the server or its tables cannot be used
 */
export async function runMigrate(
  { clickHouse }: ConsoleConfig,
  args: readonly string[],
  print: (text: string) => void,
): Promise<void> {
  const options = readOptions(args)
  if (options.help) return print(usage)
  if (clickHouse === undefined)
    throw new StartError(
      'console migrate requires CONSOLE_CLICKHOUSE_URL; the embedded store is migrated at start',
    )
  const { cluster } = options
  const layout = createLayout(clickHouse.database, cluster, options['local-database'])
  // The database may not exist yet.
  const engine = await openServer({ ...clickHouse, database: 'system' }, timeoutMillis)
  try {
    if (cluster !== undefined) await assertCluster(engine.writer, cluster)
    if (options.print) print(await printMigration(engine.writer, layout))
    else
      await migrateServer(engine.writer, layout, {
        onProgress: (line) => print(`console: ${line}`),
      })
  } finally {
    await engine.close()
  }
}

function readOptions(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        print: { type: 'boolean', default: false },
        cluster: { type: 'string' },
        'local-database': { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    if (values['local-database'] !== undefined && values.cluster === undefined)
      throw new Error('--local-database requires --cluster')
    return values
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`)
  }
}
