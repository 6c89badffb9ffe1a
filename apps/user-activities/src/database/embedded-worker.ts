import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'

// A worker thread, because PGlite blocks its thread for the duration of a statement.
const { folder, socketPath } = workerData as { folder: string; socketPath: string }
const db = await PGlite.create(join(folder, 'postgres'))
await rm(socketPath, { force: true })
const server = new PGLiteSocketServer({ db, path: socketPath, maxConnections: 10 })
await server.start()

parentPort?.on('message', async (message) => {
  if (message !== 'close') return
  await server.stop()
  await db.close()
  parentPort?.postMessage('closed')
})
parentPort?.postMessage('ready')
