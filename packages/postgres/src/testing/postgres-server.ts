import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '@cruddur/fastify-service/testing'
import pg from 'pg'
import { postgresBinaries } from './postgres-binaries.ts'
import { sharedFolder } from './shared-folder.ts'

const nobody = 65_534

export interface PostgresServer {
  /** Creates an empty database and returns its URL. */
  createDatabase(name: string): Promise<string>
  /** Stops the server, closing all connections, and starts it again. */
  restart(): Promise<void>
  /** Stops all processes of the server without closing connections. @returns continues them */
  freeze(): Promise<() => void>
  stop(): Promise<void>
}

// Runs until stdin closes, which also happens when the tests are killed.
const untilStdinCloses = '"$@" & postgres=$!; read -r _; kill -INT $postgres; wait $postgres'

// Root cannot run Postgres.
const user = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}
const run = promisify(execFile)

/** Starts a Postgres server on a free port in a temporary folder; as `nobody` when the tests run as root. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const binaries = await postgresBinaries()
  const empty = await sharedFolder('postgres-data', (folder) => createCluster(binaries, folder))
  const parent = await mkdtemp(join(tmpdir(), 'postgres-'))
  const data = join(parent, 'data')
  // Keeps the owner; fs.cp does not.
  await run('cp', ['-a', empty, data])
  await chmod(parent, 0o755)
  if (user.uid !== undefined) await chown(parent, user.uid, user.gid)
  const options = optionsIn(parent)
  const port = await freePort()
  const command = [
    ...[join(binaries, 'postgres'), '-D', data, '-p', `${port}`, '-k', parent],
    ...['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1'],
  ]
  let server = await start()

  async function start() {
    const child = spawn('sh', ['-c', untilStdinCloses, 'sh', ...command], {
      ...options,
      stdio: ['pipe', 'ignore', 'pipe'],
    })
    const exited = once(child, 'exit')
    let log = ''
    const ready = new Promise<void>((resolve) => {
      child.stderr.on('data', (chunk) => {
        log += chunk
        if (log.includes('ready to accept connections')) resolve()
      })
    })
    const failed = exited.then(() => Promise.reject(new Error(`Postgres did not start:\n${log}`)))
    failed.catch(() => undefined)
    await Promise.race([ready, failed])
    return {
      async stop() {
        child.stdin.end()
        await exited
      },
    }
  }
  const url = (database: string) => `postgres://cruddur:cruddur@127.0.0.1:${port}/${database}`
  return {
    async createDatabase(name) {
      const client = new pg.Client(url('postgres'))
      await client.connect()
      await client.query(`create database ${client.escapeIdentifier(name)}`)
      await client.end()
      return url(name)
    },
    async restart() {
      await server.stop()
      server = await start()
    },
    async freeze() {
      const client = new pg.Client(url('postgres'))
      await client.connect()
      const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity')
      await client.end()
      const [postmaster] = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')
      const pids = [Number(postmaster), ...rows.map(({ pid }) => pid)]
      const signal = (name: NodeJS.Signals) => {
        for (const pid of pids) {
          try {
            process.kill(pid, name)
          } catch {
            // The process of the query above is gone.
          }
        }
      }
      signal('SIGSTOP')
      return () => signal('SIGCONT')
    },
    async stop() {
      await server.stop()
      await rm(parent, { recursive: true, force: true })
    },
  }
}

const optionsIn = (cwd: string) => ({
  ...user,
  cwd,
  env: { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR, LC_ALL: 'C' },
})

/** Creates the data folder of a server without databases of its own. */
async function createCluster(binaries: string, folder: string): Promise<void> {
  await mkdir(folder)
  await chmod(dirname(folder), 0o755)
  if (user.uid !== undefined) await chown(folder, user.uid, user.gid)
  const passwordFile = `${folder}-password`
  await writeFile(passwordFile, 'cruddur\n', { mode: 0o644 })
  await run(
    join(binaries, 'initdb'),
    [
      ...['--pgdata', folder, '--username', 'cruddur', '--pwfile', passwordFile],
      ...['--auth', 'password', '--no-sync', '--encoding', 'UTF8'],
      ...['--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8'],
    ],
    optionsIn(folder),
  )
}
