import { createSocket, type Socket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import type { Endpoint } from '../../../config/segments-variables.ts'

export interface DaemonSocket {
  /**
   * Resolves with how many were too large for the system once all are handed to it.
   *
   * @throws any other error of the system, such as ECONNREFUSED
   */
  send(datagrams: readonly Uint8Array[]): Promise<number>
  /** What came back since the last call, an ICMP "port unreachable" as ECONNREFUSED. */
  takeError(): Error | undefined
  /** Milliseconds since it was opened. */
  ageMillis(): number
  close(): void
}

/** Large enough that the system takes a datagram of full size; macOS allows 9 KB otherwise. */
const sendBufferBytes = 256 * 1024

/** A connected UDP socket: only such a one learns that nobody listens at the other end. */
export async function openDaemonSocket(
  { host, port }: Endpoint,
  signal: AbortSignal,
): Promise<DaemonSocket> {
  const { address, family } = await lookup(host)
  signal.throwIfAborted()
  const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
  let error: Error | undefined
  const openedMillis = performance.now()
  try {
    socket.connect(port, address)
    await once(socket, 'connect', { signal })
  } catch (failure) {
    socket.close()
    throw failure
  }
  socket.on('error', (failure) => {
    error = failure
  })
  socket.setSendBufferSize(sendBufferBytes)
  socket.unref()

  return {
    send: (datagrams) => send(socket, datagrams),
    takeError() {
      const taken = error
      error = undefined
      return taken
    },
    ageMillis: () => performance.now() - openedMillis,
    close: () => socket.close(),
  }
}

function send(socket: Socket, datagrams: readonly Uint8Array[]): Promise<number> {
  return new Promise((resolve, reject) => {
    let open = datagrams.length
    let tooLarge = 0
    const onSent = (error: NodeJS.ErrnoException | null) => {
      if (error?.code === 'EMSGSIZE') tooLarge += 1
      else if (error) reject(error)
      open -= 1
      if (open === 0) resolve(tooLarge)
    }
    for (const datagram of datagrams) socket.send(datagram, onSent)
  })
}
