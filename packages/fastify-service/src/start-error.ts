import { ConfigurationError } from '@cruddur/environment'

/** The service cannot start; the message is one line that says why and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

export interface Address {
  readonly host: string
  readonly port: number
}

/** The variables that set the address, for the line that says what to do. */
export interface AddressVariables {
  readonly host: string
  readonly port: string
}

/** Says why nothing can listen at an address; `undefined` when the error is about something else. */
export function listenError(
  error: NodeJS.ErrnoException,
  { host, port }: Address,
  variables: AddressVariables,
): StartError | undefined {
  const where = `port ${port} of ${host}`
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(
        `${where} is in use: stop what listens there, or set ${variables.port} to a free one`,
      )
    case 'EACCES':
      return new StartError(
        `${where} may not be opened by this user: set ${variables.port} to 1024 or more`,
      )
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        `${host} is no address of this machine: set ${variables.host} to one that is`,
      )
    default:
      return undefined
  }
}

/** The lines for stderr; only an error that nobody foresaw shows its stack. */
export function describeStartError(error: unknown): string[] {
  if (error instanceof ConfigurationError || error instanceof StartError)
    return error.message.split('\n')
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
}
