import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import { Worker } from 'node:worker_threads'
import { StartError } from '@cruddur/fastify-service'
import type { PoolConfig } from 'pg'
import type { EmbeddedWorkerData } from './embedded-worker.ts'
import { lockFolder } from './folder-lock.ts'

export interface EmbeddedDatabase {
  /** Connection settings for the `pg` driver. */
  readonly connection: PoolConfig
  close(): Promise<void>
}

/**
 * Starts PGlite behind a Unix socket in its data folder. It has one session and runs one statement
 * at a time, so the pool has one connection.
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
  const dataDir = join(folder, 'postgres')
  let worker: Worker
  try {
    // Creating a database takes 400 MB, which only the end of its thread frees.
    if (!existsSync(join(dataDir, 'PG_VERSION'))) {
      const creator = startWorker({ dataDir })
      await messageFrom(creator, 'created')
      await creator.terminate()
    }
    worker = startWorker({ dataDir, socketPath: join(folder, '.s.PGSQL.5432') })
    await messageFrom(worker, 'ready')
  } catch (cause) {
    await unlock()
    throw startError(cause, folder)
  }
  return {
    connection: { host: folder, port: 5432, user: 'postgres', database: 'postgres', max: 1 },
    async close() {
      worker.postMessage('close')
      await messageFrom(worker, 'closed')
      await worker.terminate()
      await unlock()
    },
  }
}

function startWorker(data: EmbeddedWorkerData): Worker {
  // Same extension as this file: .ts from source, .js when built.
  const script = new URL(`embedded-worker${extname(import.meta.filename)}`, import.meta.url)
  // Without the preloads of the parent: telemetry starts once per process.
  return new Worker(script, { workerData: data, execArgv: [] })
}

/** Resolves at this message; under `node --watch` Node sends messages of its own. */
async function messageFrom(worker: Worker, message: 'created' | 'ready' | 'closed'): Promise<void> {
  for (;;) {
    const [received] = await once(worker, 'message')
    if (received === message) return
  }
}

function startError(cause: unknown, folder: string): StartError {
  if ((cause as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND')
    return new StartError(
      'DATABASE_URL must be set to a Postgres server: the embedded database is not installed',
      { cause },
    )
  return new StartError(`cannot open the embedded database in ${folder}: ${String(cause)}`, {
    cause,
  })
}
