import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { StartError } from '@cruddur/fastify-service'
import type { PoolConfig } from 'pg'
import { lockFolder } from './folder-lock.ts'

export interface EmbeddedDatabase {
  /** What the ordinary driver needs to reach it. */
  readonly connection: PoolConfig
  close(): Promise<void>
}

/**
 * Postgres inside this process: PGlite, spoken to over a socket in its folder. It does one
 * statement at a time and has one session, hence one connection.
 *
 * @throws StartError when the folder is in use or PGlite is not installed
 */
export async function startEmbeddedDatabase(
  dataFolder: string,
  variable: string,
): Promise<EmbeddedDatabase> {
  const folder = resolve(dataFolder)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const unlock = await lockFolder(folder, variable)
  // Beside this file, with the extension this file has: .ts from source, .js when built.
  const script = new URL(`embedded-worker${extname(import.meta.filename)}`, import.meta.url)
  const worker = new Worker(script, {
    workerData: { folder, socketPath: join(folder, '.s.PGSQL.5432') },
    // Without the parent's preloads: telemetry is started once for a process.
    execArgv: [],
  })
  try {
    await told(worker, 'ready')
  } catch (cause) {
    await unlock()
    throw startError(cause, folder)
  }
  return {
    connection: { host: folder, port: 5432, user: 'postgres', database: 'postgres', max: 1 },
    async close() {
      worker.postMessage('close')
      await told(worker, 'closed')
      await worker.terminate()
      await unlock()
    },
  }
}

/** Resolves at this message; under `node --watch` a worker sends others of Node's own. */
async function told(worker: Worker, message: 'ready' | 'closed'): Promise<void> {
  for (;;) {
    const [received] = await once(worker, 'message')
    if (received === message) return
  }
}

function startError(cause: unknown, folder: string): StartError {
  if ((cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND')
    return new StartError(
      'DATABASE_URL is not set, and the embedded database is not part of this installation: set DATABASE_URL to a Postgres server',
      { cause },
    )
  return new StartError(`the embedded database in ${folder} does not open: ${String(cause)}`, {
    cause,
  })
}
