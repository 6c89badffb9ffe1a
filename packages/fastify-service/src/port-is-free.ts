import { once } from 'node:events'
import { createServer } from 'node:net'
import { listenError } from './start-error.ts'

/** @throws StartError when nothing can listen there */
export async function portIsFree(address: { readonly host: string; readonly port: number }) {
  const probe = createServer()
  try {
    probe.listen(address)
    await once(probe, 'listening')
  } catch (error) {
    throw listenError(error as NodeJS.ErrnoException, address) ?? error
  } finally {
    probe.close()
  }
}
