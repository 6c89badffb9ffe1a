import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@cruddur/fastify-service/testing'
import pg from 'pg'

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

/** Starts a Postgres server on a free port in a temporary folder; as `nobody` when the tests run as root. */
export async function startPostgresServer(): Promise<PostgresServer> {
  const asRoot = process.getuid?.() === 0
  const parent = await mkdtemp(join(tmpdir(), 'postgres-'))
  await chmod(parent, 0o755)
  if (asRoot) await chown(parent, nobody, nobody)
  const port = await freePort()
  const script = fileURLToPath(new URL('postgres-server-process.ts', import.meta.url))
  const child = spawn(process.execPath, [script, join(parent, 'data'), String(port)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(asRoot && { uid: nobody, gid: nobody }),
  })
  const exited = once(child, 'exit')
  const ready = once(child.stdout, 'data')
  await Promise.race([
    ready,
    exited.then(([code]) => Promise.reject(new Error(`Postgres ended with ${code}`))),
  ])
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
      const restarted = once(child.stdout, 'data')
      child.stdin.write('restart\n')
      await restarted
    },
    async freeze() {
      const client = new pg.Client(url('postgres'))
      await client.connect()
      const { rows } = await client.query<{ pid: number }>('select pid from pg_stat_activity')
      await client.end()
      const [postmaster] = (await readFile(join(parent, 'data/postmaster.pid'), 'utf8')).split('\n')
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
      child.stdin.end()
      await exited
      await rm(parent, { recursive: true, force: true })
    },
  }
}
