import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@cruddur/fastify-service/testing'
import pg from 'pg'

const nobody = 65_534

export interface PostgresServer {
  /** Creates an empty database and returns its URL. */
  createDatabase(name: string): Promise<string>
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
    async stop() {
      child.stdin.end()
      await exited
      await rm(parent, { recursive: true, force: true })
    },
  }
}
