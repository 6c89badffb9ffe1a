import { once } from 'node:events'
import { createServer } from 'node:net'
import { folderIsWritable, StartError } from '@cruddur/fastify-service'
import type { ConsoleConfig } from './config.ts'

interface Place {
  /** The variable that sets the port. */
  readonly variable: string
  readonly host: string
  readonly port: number
}

/** Turns a listen error into one that names the fix; returns any other error unchanged. */
export function listenError(error: unknown, { variable, host, port }: Place): unknown {
  const where = `port ${port} of ${host}`
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return new StartError(
        `${where} is in use: stop the process that listens there, or set ${variable} to a free port`,
      )
    case 'EACCES':
      return new StartError(`no permission to listen on ${where}: set ${variable} to 1024 or more`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        `CONSOLE_HOST is not an address of this machine (got "${host}"): use one of its addresses`,
      )
    default:
      return error
  }
}

/**
 * Checks that the ports are free and the data folder is writable. Starts nothing.
 * @throws StartError
 */
export async function checkStart(config: ConsoleConfig): Promise<void> {
  const { host } = config
  await isFree({ variable: 'CONSOLE_PORT', host, port: config.port })
  await isFree({ variable: 'CONSOLE_OTLP_PORT', host, port: config.otlpPort })
  if (config.otlpGrpcPort !== undefined)
    await isFree({ variable: 'CONSOLE_OTLP_GRPC_PORT', host, port: config.otlpGrpcPort })
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
