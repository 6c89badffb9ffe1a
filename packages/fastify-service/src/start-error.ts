import { ConfigurationError } from '@cruddur/environment'

/** The service cannot start; the message is one line with the reason and the remedy. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

export interface Address {
  readonly host: string
  readonly port: number
}

/** Names of the variables that set the address, for the message. */
export interface AddressVariables {
  readonly host: string
  readonly port: string
}

/** Converts an error of `listen`; `undefined` for other errors. */
export function listenError(
  error: NodeJS.ErrnoException,
  { host, port }: Address,
  variables: AddressVariables,
): StartError | undefined {
  const where = `port ${port} of ${host}`
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(
        `${where} is in use: stop the process that listens on it, or set ${variables.port} to a free port`,
      )
    case 'EACCES':
      return new StartError(`${where} requires privileges: set ${variables.port} to 1024 or higher`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        `${host} is not an address of this machine: set ${variables.host} to one that is`,
      )
    default:
      return undefined
  }
}

/** Lines for stderr; an unexpected error includes its stack. */
export function describeStartError(error: unknown): string[] {
  if (error instanceof ConfigurationError || error instanceof StartError)
    return error.message.split('\n')
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
}
