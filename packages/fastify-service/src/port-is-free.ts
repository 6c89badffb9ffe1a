import { once } from 'node:events'
import { createServer } from 'node:net'
import { type Address, type AddressVariables, listenError } from './start-error.ts'

/** @throws StartError when the address cannot be bound */
export async function portIsFree(address: Address, variables: AddressVariables): Promise<void> {
  const probe = createServer()
  try {
    probe.listen({ host: address.host, port: address.port })
    await once(probe, 'listening')
  } catch (error) {
    throw listenError(error as NodeJS.ErrnoException, address, variables) ?? error
  } finally {
    probe.close()
  }
}
