import { once } from 'node:events'
import { createServer } from 'node:net'
import { folderIsWritable, StartError } from '@cruddur/fastify-service'
import type { ConsoleConfig } from './config.ts'

interface Place {
  /** The variable that names the port. */
  readonly variable: string
  readonly host: string
  readonly port: number
}

/** Says why nothing can listen at an address, and what to do; any other error as it is. */
export function listenError(error: unknown, { variable, host, port }: Place): unknown {
  const where = `port ${port} of ${host}`
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StartError(
        `${where} is in use: stop what listens there, or set ${variable} to a free one`,
      )
    case 'EACCES':
      return new StartError(
        `${where} may not be opened by this user: set ${variable} to 1024 or more`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        `${host} is no address of this machine: set CONSOLE_HOST to one that is`,
      )
    default:
      return error
  }
}

/**
 * Whether the console could start: ports free, folder writable. Nothing is started.
 * @throws StartError
 */
export async function checkStart(config: ConsoleConfig): Promise<void> {
  const { host } = config
  await isFree({ variable: 'CONSOLE_PORT', host, port: config.port })
  await isFree({ variable: 'CONSOLE_OTLP_PORT', host, port: config.otlpPort })
  await isFree({ variable: 'CONSOLE_XRAY_PORT', host, port: config.xrayPort })
  if (!config.clickHouse) await folderIsWritable('CONSOLE_DATA_DIR', config.dataFolder)
}

async function isFree(place: Place): Promise<void> {
  const probe = createServer()
  try {
    probe.listen({ host: place.host, port: place.port })
    await once(probe, 'listening')
  } catch (error) {
    throw listenError(error, place)
  } finally {
    probe.close()
  }
}
