import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from './services.ts'
import { javascriptSdksFolder } from './toolchains.ts'
import { until } from './until.ts'

/** User and group without rights. */
const unprivileged = 65_534

export interface Postgres {
  readonly url: string
  /** Changes the password of the role that the URL names. */
  setPassword(password: string): void
  /** Runs a statement and returns its rows as text. */
  sql(statement: string): string
  restart(): Promise<void>
  /** Stops every process of the server without closing connections, and continues them. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void
  stop(): Promise<void>
}

/** Starts a Postgres server of a major version; as an unprivileged user when the suite runs as root. */
export async function startPostgres(version: number, folder: string): Promise<Postgres> {
  const user = process.getuid?.() === 0 ? { uid: unprivileged, gid: unprivileged } : {}
  const package_ = join(javascriptSdksFolder, 'node_modules', `postgres-${version}`)
  const parent = join(folder, `postgres-${version}`)
  mkdirSync(parent, { recursive: true })
  chmodSync(folder, 0o755)
  chmodSync(parent, 0o777)
  execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: package_ })
  cpSync(join(package_, 'native'), join(parent, 'native'), {
    ...{ recursive: true, verbatimSymlinks: true },
  })
  const bin = (name: string) => join(parent, 'native/bin', name)
  for (const name of ['initdb', 'postgres']) chmodSync(bin(name), 0o755)
  const password = join(parent, 'password')
  writeFileSync(password, 'first\n')
  chmodSync(password, 0o644)
  const data = join(parent, 'data')
  const options = { ...user, cwd: parent, env: { PATH: process.env.PATH, LC_ALL: 'C' } }
  const init = ['--pgdata', data, '--username', 'admin', '--pwfile', password, '--no-sync']
  execFileSync(bin('initdb'), [...init, '--auth', 'trust', '--encoding', 'UTF8'], options)
  // The service has to give its password; the statements of the suite come over the socket.
  writeFileSync(join(data, 'pg_hba.conf'), 'local all all trust\nhost all all all scram-sha-256\n')
  const port = await freePort()
  let server = await start()

  async function start(): Promise<ChildProcess> {
    const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'fsync=off']
    const child = spawn(bin('postgres'), ['-D', data, '-p', `${port}`, '-k', parent, ...settings], {
      ...options,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let log = ''
    child.stderr?.on('data', (chunk) => {
      log += chunk
    })
    await until('Postgres to start', async () => log.includes('ready to accept connections'))
    return child
  }

  async function stop(): Promise<void> {
    const exited = once(server, 'exit')
    server.kill('SIGINT')
    await exited
  }

  const sql = (statement: string) => {
    const args = ['-h', parent, '-p', `${port}`, '-U', 'admin', '-d', 'postgres', '-c', statement]
    return execFileSync('psql', ['-qAt', '-v', 'ON_ERROR_STOP=1', ...args]).toString()
  }
  return {
    url: `postgres://service:first@127.0.0.1:${port}/postgres`,
    setPassword: (text) => {
      sql(`alter role service password '${text}'`)
    },
    sql,
    stop,
    async restart() {
      await stop()
      server = await start()
    },
    signal(name) {
      const children = execFileSync('ps', ['-o', 'pid=', '--ppid', `${server.pid}`]).toString()
      const [postmaster = ''] = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
      for (const pid of [postmaster, ...children.trim().split(/\s+/)]) {
        try {
          process.kill(Number(pid), name)
        } catch {
          // A process that ended meanwhile.
        }
      }
    },
  }
}
