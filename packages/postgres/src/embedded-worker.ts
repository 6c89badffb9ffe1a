import { rm } from 'node:fs/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

export interface EmbeddedWorkerData {
  readonly dataDir: string
  /** Serves the database at this path; without it, only creates the data folder. */
  readonly socketPath?: string
}

// A worker thread, because PGlite blocks its thread for the duration of a statement.
const { dataDir, socketPath } = workerData as EmbeddedWorkerData
// The default of 128 MB becomes resident memory of the service, for a database of a few megabytes.
const db = await PGlite.create({ dataDir, postgresqlconf: ['shared_buffers = 16MB'] })
if (socketPath === undefined) {
  await db.close()
  parentPort?.postMessage('created')
} else await serve(socketPath)

async function serve(path: string): Promise<void> {
  await rm(path, { force: true })
  const server = new PGLiteSocketServer({ db, path, maxConnections: 10 })
  await server.start()

  parentPort?.on('message', async (message) => {
    if (message !== 'close') return
    await server.stop()
    await db.close()
    parentPort?.postMessage('closed')
  })
  parentPort?.postMessage('ready')
}
