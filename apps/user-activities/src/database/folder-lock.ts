import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { StartError } from '@cruddur/fastify-service'

/** Paths of sockets are short by the operating system's rules; macOS allows the least. */
const maxSocketPathBytes = 103

/**
 * Keeps a second process away from a folder. The lock is a listening socket in it, which the
 * operating system lets go of however the process ends.
 *
 * @returns lets the folder go
 * @throws StartError when another process has it
 */
export async function lockFolder(folder: string, variable: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock.socket')
  if (Buffer.byteLength(path) > maxSocketPathBytes)
    throw new StartError(
      `the path ${folder} is too long for a socket in it: set ${variable} to a shorter one`,
    )
  if (await isAnswered(path))
    throw new StartError(
      `the data folder ${folder} is in use by another process: stop that one, or set ${variable} to another folder`,
    )
  await rm(path, { force: true })
  const server = createServer((socket) => socket.end())
  server.listen(path)
  await once(server, 'listening')
  server.unref()
  return async () => {
    server.close()
    await once(server, 'close')
  }
}

async function isAnswered(path: string): Promise<boolean> {
  const socket = connect(path)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
