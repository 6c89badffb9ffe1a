import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { StartError } from '@cruddur/fastify-service'

/** Maximum length of a socket path; macOS has the lowest limit. */
const maxSocketPathBytes = 103

/**
 * Locks a folder with a listening socket in it, which the operating system releases when the process
 * ends.
 *
 * @returns a function that releases the lock
 * @throws StartError when another process holds the lock
 */
export async function lockFolder(folder: string, variable: string): Promise<() => Promise<void>> {
  const path = join(folder, 'lock.socket')
  if (Buffer.byteLength(path) > maxSocketPathBytes)
    throw new StartError(
      `the data folder ${folder} is too long for a socket path (at most ${maxSocketPathBytes} bytes): set ${variable} to a shorter one`,
    )
  if (await isListening(path))
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

async function isListening(path: string): Promise<boolean> {
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
